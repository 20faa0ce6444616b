from types import SimpleNamespace

import pytest

from ocop.core.roles import Role
from tests.factories.accounts import make_officer, make_person
from tests.factories.places import make_dong_thap


@pytest.fixture
def world(db):
    """Đồng Tháp with administrators of the province and of one commune, an officer there and a neighbour."""
    places = make_dong_thap()
    return SimpleNamespace(
        places=places,
        admin=make_officer(Role.ADMINISTRATOR, places.province, name="Quản trị tỉnh Đồng Tháp"),
        commune_admin=make_officer(Role.ADMINISTRATOR, places.my_hiep, name="Quản trị xã Mỹ Hiệp"),
        auditor=make_officer(Role.AUDITOR, places.province, name="Thanh tra tỉnh Đồng Tháp"),
        officer=make_officer(Role.COMMUNE_OFFICER, places.my_hiep, name="Cán bộ xã Mỹ Hiệp"),
        neighbour=make_officer(Role.COMMUNE_OFFICER, places.my_thoi, name="Cán bộ phường Mỹ Thới"),
        nobody=make_person("Người chưa giao vị trí", home=places.my_hiep),
    )
