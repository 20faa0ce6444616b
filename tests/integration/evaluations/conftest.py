"""What the tests of councils start from."""

import pytest

from ocop.law import queries as law
from tests.factories.evaluations import district_panel, province_panel
from tests.factories.registrations import accepted_dossier
from tests.kept import kept


@pytest.fixture(autouse=True)
def trees_read_anew():
    """Trees are kept in memory by their row; the rows of one test are not those of the next."""
    law._tree.cache_clear()


@kept
def district(cast):
    """The council of the district Cao Lãnh under R148."""
    return district_panel(cast)


@kept
def province(cast):
    """The council of the new province under R26."""
    return province_panel(cast)


@kept
def dossier(cast):
    """Accepted by the district under R148."""
    return accepted_dossier(cast.producer, cast.cycle_148, actor=cast.officer, officer=cast.district_officer)


@kept
def new_dossier(cast):
    """Accepted by the province under R26."""
    return accepted_dossier(
        cast.new_producer, cast.cycle_26, actor=cast.new_officer, officer=cast.province_officer
    )
