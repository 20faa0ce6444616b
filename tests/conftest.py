"""What every test may ask for."""

import pytest


@pytest.fixture(autouse=True)
def private_files(settings, tmp_path):
    """Uploads and papers of a test go to a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.PAGES_DIR = tmp_path / "pages"


@pytest.fixture
def cast(db):
    """The people and places of `tests/cast.py`."""
    from tests.cast import make_cast

    return make_cast()
