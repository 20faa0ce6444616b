from types import SimpleNamespace

import pytest

from ocop.core.roles import Role
from tests.factories.accounts import make_officer
from tests.factories.law import load_regimes
from tests.factories.places import make_dong_thap


@pytest.fixture
def world(db):
    """Đồng Tháp with the four regimes and the people who run, or do not run, its cycles."""
    places = make_dong_thap()
    load_regimes()
    return SimpleNamespace(
        places=places,
        admin=make_officer(Role.ADMINISTRATOR, places.province),
        commune_admin=make_officer(Role.ADMINISTRATOR, places.my_hiep),
        officer=make_officer(Role.PROVINCE_OFFICER, places.province),
        commune_officer=make_officer(Role.COMMUNE_OFFICER, places.my_hiep),
        neighbour=make_officer(Role.ADMINISTRATOR, places.an_giang),
    )
