"""The law in the admin site: everything can be read; the effort and the hints of evidence can be changed."""

import pytest
from django.urls import reverse

from ocop.law.models import CriteriaSet, Criterion, EvidenceEffort, EvidenceHint, Regime
from tests.factories.accounts import make_person
from tests.factories.law import load_regimes, load_set

pytestmark = pytest.mark.django_db
MODELS = ["legalact", "regime", "criteriaset", "criterion", "companysizelimit", "workingdayexception"]


@pytest.fixture
def superuser(client):
    client.force_login(make_person("Quản trị hệ thống", is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("model", MODELS)
def test_the_law_is_to_look_at_only(superuser, model):
    load_regimes()
    load_set("QD26-01")

    assert superuser.get(reverse(f"admin:law_{model}_changelist")).status_code == 200
    assert superuser.get(reverse(f"admin:law_{model}_add")).status_code == 403


@pytest.mark.parametrize("model", [Regime, CriteriaSet, Criterion])
def test_one_row_is_shown_with_its_parts(superuser, model):
    load_regimes()
    load_set("QD26-01")
    row = model.objects.first()

    address = reverse(f"admin:law_{model._meta.model_name}_change", args=[row.pk])

    assert superuser.get(address).status_code == 200
    assert superuser.post(address, {"name": "khác"}).status_code == 403


def test_an_effort_that_was_corrected_stays_when_the_law_is_loaded_again(superuser):
    load_regimes()
    effort = EvidenceEffort.objects.get(word="gcn")

    superuser.post(
        reverse("admin:law_evidenceeffort_change", args=[effort.pk]),
        {"word": "gcn", "weight": "2", "used_from": "21/08/2019", "used_to": ""},
    )
    load_regimes()
    effort.refresh_from_db()

    assert effort.weight == 2


def test_a_hint_that_was_corrected_stays_when_the_law_is_loaded_again(superuser):
    load_regimes()
    hint = EvidenceHint.objects.get(hint="Sản phẩm mẫu")
    address = reverse("admin:law_evidencehint_change", args=[hint.pk])

    refused = superuser.post(address, {"hint": hint.hint, "kinds": ["không có"], "sure": "ours"})
    superuser.post(address, {"hint": hint.hint, "kinds": ["story", "other"], "sure": "ours"})
    load_regimes()
    hint.refresh_from_db()

    assert refused.status_code == 200
    assert hint.kinds == ["story", "other"]
