"""Two people write the same form: the second sees both values and keeps her own text."""

from dataclasses import dataclass, field
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from ocop.law.models import WorkingDayException
from registrations.choices import RegistrationType, StepTerm
from registrations.models import StepLimit
from tests.factories.corrections import returned_with
from tests.factories.ideas import make_idea
from tests.factories.registrations import (
    complete_dossier,
    make_evidence,
    make_product,
    start_dossier,
    submitted_dossier,
)
from tests.integration.registrations.forms import hidden_of, sent_from

pytestmark = pytest.mark.django_db
HERS, HIS = "Chữ của người thứ hai", "Chữ của người thứ nhất"


@dataclass
class Case:
    """A form that two people have open: who, where, and which field each of them writes."""

    person: Any
    address: str
    field: str
    hers: str = HERS
    his: str = HIS
    shown: tuple[str, str] | None = None
    more: dict[str, str] = field(default_factory=dict)


def old_draft(cast, cycle="cycle_1048"):
    return start_dossier(cast.producer, getattr(cast, cycle), actor=cast.officer)


def of_dossier(route, name, *, old=False, **more):
    def case(cast):
        if old:
            dossier, person = old_draft(cast), cast.officer
        else:
            dossier = complete_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)
            person = cast.new_officer
        return Case(person, reverse(f"registrations:{route}", args=[dossier.pk]), name, **more)

    return case


def statement(cast):
    dossier = start_dossier(
        cast.new_producer,
        cast.cycle_26,
        actor=cast.new_officer,
        registration_type=RegistrationType.UPGRADE,
    )
    return Case(cast.new_officer, reverse("registrations:dossier-statement", args=[dossier.pk]), "technology")


def ticks(cast):
    """The ticks of the criteria: the first option, and the second."""
    dossier = complete_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)
    criterion = dossier.criteria_set.sections.order_by("position").first().criteria.first()
    one, two = criterion.options.order_by("position")[:2]
    return Case(
        cast.new_officer,
        reverse("registrations:dossier-scores", args=[dossier.pk]),
        f"o_{criterion.code}",
        hers=str(two.position),
        his=str(one.position),
        shown=(two.label, one.label),
    )


def words_of_a_tick(cast):
    case = ticks(cast)
    return Case(case.person, case.address, case.field.replace("o_", "w_"))


def paper(cast):
    kept = make_evidence(cast.producer, actor=cast.officer)
    return Case(cast.officer, reverse("registrations:evidence-describe", args=[kept.pk]), "title")


def producer(cast):
    return Case(
        cast.officer, reverse("registrations:producer-update", args=[cast.producer.pk]), "representative_name"
    )


def product(cast):
    kept = make_product(cast.producer, actor=cast.officer)
    return Case(cast.officer, reverse("registrations:product-update", args=[kept.pk]), "story")


def idea(cast):
    kept = make_idea(cast.places.old_my_hiep, cast.cycle_148, actor=cast.officer)
    return Case(cast.officer, reverse("registrations:idea-update", args=[kept.pk]), "description")


def day(cast):
    row = WorkingDayException.objects.get_or_create(
        day="2026-09-02", defaults={"works": False, "name": "Quốc khánh"}
    )[0]
    return Case(
        cast.administrator,
        reverse("registrations:calendar-day-change", args=[row.pk]),
        "name",
        more={"note": "Thông báo mới"},
    )


def limit(cast):
    row = StepLimit.objects.get_or_create(
        province=cast.places.province,
        term=StepTerm.PROVINCE_REVIEW,
        used_from="2100-01-01",
        defaults={"days": 3, "set_by": cast.administrator},
    )[0]
    return Case(
        cast.administrator,
        reverse("registrations:step-limit-change", args=[row.pk]),
        "days",
        more={"note": "Quy chế mới"},
        hers="7",
        his="5",
    )


def answer(cast):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    _dossier, (correction,) = returned_with(dossier, "form.phone", actor=cast.district_officer)
    return Case(cast.officer, reverse("registrations:correction-answer", args=[correction.pk]), "answer")


def targets(cast):
    name = f"place_{cast.places.old_my_hiep.pk}"
    address = reverse("registrations:targets", args=[cast.cycle_148.pk])
    return Case(cast.district_officer, address, name, hers="7", his="5")


CASES = {
    "form": of_dossier("dossier-form", "contact_address"),
    "assessment": of_dossier("dossier-assessment", "history"),
    "figure": of_dossier(
        "dossier-assessment", "achieved_2025_revenue_vnd", hers="22.000.000", his="11.000.000"
    ),
    "report": of_dossier("dossier-report", "idea_origin"),
    "plan": of_dossier("dossier-plan", "materials", old=True),
    "profile": of_dossier("dossier-profile", "premises", old=True),
    "unit": of_dossier("dossier-profile", "unit_1_name", old=True),
    "statement": statement,
    "ticks": ticks,
    "words": words_of_a_tick,
    "paper": paper,
    "producer": producer,
    "product": product,
    "idea": idea,
    "day": day,
    "limit": limit,
    "answer": answer,
    "targets": targets,
}


@pytest.mark.parametrize("name", CASES)
def test_the_second_sees_both_and_keeps_her_own(client, cast, name):
    case = CASES[name](cast)
    client.force_login(case.person)
    opened = client.get(case.address)
    first, second = hidden_of(opened), hidden_of(client.get(case.address))
    typed = sent_from(opened) | case.more

    assert client.post(case.address, typed | first | {case.field: case.his}).status_code == 302
    answer = client.post(case.address, typed | second | {case.field: case.hers})

    assert answer.status_code == 422
    hers, his = case.shown or (case.hers, case.his)
    shown = {(d.typed, d.saved) for d in answer.context["page"].differences}
    assert (hers, his) in shown
    assert his in unescape(answer.text)
    assert sent_from(answer)[case.field] == case.hers
    again = sent_from(answer) | case.more | hidden_of(answer)
    assert client.post(case.address, again).status_code == 302
    assert sent_from(client.get(case.address))[case.field] == case.hers
