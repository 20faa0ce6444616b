"""The forms about a list with every rule broken, looked at as those of dossiers are."""

import pytest
from django.urls import reverse

from ocop.imports.forms import ConfirmForm
from ocop.imports.urls import urlpatterns
from ocop.ui.views.sending import SendsOnce
from tests.integration.registrations.test_broken_forms import break_in_every_way

NEW = ("Mứt xoài", "Hợp tác xã Xoài Non", "xã Mỹ Hiệp", "1400000077", "0277 111 2222", "Hộp 300 g")


def asks(bring_in, load):
    return bring_in([("Khô cá", "HTX Cá Khô", "xã Mỹ Hiẹp", "1400000078", "", "")])


def changes(bring_in, load):
    load(bring_in([NEW]), actor=bring_in([NEW]).uploaded_by)
    return bring_in([(*NEW[:4], "0277 999 9999", "")])


PAGES = {"import-columns": asks, "import-questions": asks, "import-changes": changes}


def test_the_walk_knows_every_form():
    views = {route.name: route.callback.view_class for route in urlpatterns}
    named = {n for n, view in views.items() if issubclass(view, SendsOnce) and view.form_class != ConfirmForm}
    assert {*PAGES, "import-upload"} == named


@pytest.mark.parametrize("route", PAGES)
def test_a_broken_form_says_what_is_wrong(client, cast, bring_in, load, route):
    batch = PAGES[route](bring_in, load)
    client.force_login(cast.officer)

    break_in_every_way(client, client.get(reverse(f"imports:{route}", args=[batch.pk])))


@pytest.mark.parametrize(
    ("kind", "person"), [("registrations", "officer"), ("recognitions", "district_officer")]
)
def test_a_broken_upload_says_what_is_wrong(client, cast, kind, person):
    client.force_login(getattr(cast, person))

    break_in_every_way(client, client.get(reverse("imports:import-upload", args=[kind])))
