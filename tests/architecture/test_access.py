"""Guards of access: nothing reaches for rows without asking who is reading."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from ocop.access.querysets import ScopedQuerySet
from tests.architecture.routes import routes

ROOT = Path(__file__).resolve().parents[2]
APPS = ("ocop", "registrations", "evaluations", "budgets", "trainings", "plans", "catalogue", "reports")
GUARDED = ("views", "forms", "exchange", "templatetags")
SCOPED_CALLS = {"visible_to", "roles_over"}

REFERENCE_DATA = {
    "localities.Place",
    "localities.Succession",
    "law.LegalAct",
    "law.Regime",
    "law.RegimePower",
    "law.RegimeAct",
    "law.RegimeForm",
    "law.Deadline",
    "law.CriteriaSet",
    "law.Section",
    "law.Criterion",
    "law.Option",
    "law.KnockOut",
    "law.WorkingDayException",
    "law.CompanySizeLimit",
    "law.EvidenceEffort",
    "law.EvidenceHint",
    "budgets.FundSource",
    "plans.ReportRule",  # the days on which reports are due; told to every unit
    "plans.Indicator",  # what plans are expressed in; published with them
    "budgets.Norm",  # resolutions of a province's council, published
}
"""Facts about the country and its law: everybody who signs in may read them."""

PARTS = {
    "accounts.User",  # shown by name beside what a person did; listed through memberships
    "ui.FormReceipt",  # a technical note of the sender's own
    "ui.FormDraft",  # what its author typed and did not send
    "programme.CycleStep",
    "registrations.SelfScore",
    "registrations.StepClock",
    "registrations.StepReminder",
    "registrations.BusinessPlan",
    "registrations.ChangeStatement",
    "registrations.CommuneReport",
    "registrations.OrganisationProfile",
    "registrations.OrganisationUnit",
    "registrations.SelfAssessment",
    "registrations.YearFigure",
    "registrations.Return",
    "registrations.Citation",
    "evaluations.Attendance",
    "evaluations.Recusal",
    "evaluations.Mark",
    "evaluations.AgreedOption",
    "evaluations.DecisionLine",
    "evaluations.Minutes",
    "evaluations.FormerResult",
    "evaluations.Reprint",
    "documents.IssuedText",
    "documents.Replacement",
    "budgets.LineSource",
    "reports.Counting",  # when figures were counted
    "budgets.LineComment",
    "plans.ReportValue",
    "plans.ReportReminder",
    "plans.SectionVersion",
}
"""Rows that are read only through the row they are a part of."""

PUBLIC_ROUTES = {
    "health",
    "accounts:sign-in",
    "accounts:demo-sign-in",
    "catalogue:check",
    "catalogue:report",
    "catalogue:offline",
    "catalogue:offline-worker",
    "catalogue:void-list",
    "catalogue:product-list",
    "catalogue:product-detail",
    "ui:accessibility",
    "ui:help",
    "ui:language",
    "ui:draft-keep",
}
"""Addresses that open without signing in. Each is a decision; `docs/architecture.md` says why."""


def portal_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in APPS]


def test_every_model_states_its_reach_or_is_named_here():
    without = {
        model._meta.label
        for model in portal_models()
        if not isinstance(model._default_manager.all(), ScopedQuerySet)
    }

    assert without - REFERENCE_DATA - PARTS == set()
    assert PARTS - without == set(), "no longer without a reach: take it out of the list"


def test_no_scoped_model_forgot_its_reach():
    lacking = [
        model._meta.label
        for model in portal_models()
        if isinstance(queryset := model._default_manager.all(), ScopedQuerySet)
        and type(queryset).reach is ScopedQuerySet.reach
    ]

    assert lacking == []


def bare_objects(source: str, reference: frozenset[str]) -> list[int]:
    """Lines that reach for `.objects` of private rows without going on to `.visible_to` or `.roles_over`."""
    tree = ast.parse(source)
    scoped = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in SCOPED_CALLS
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "_default_manager", "_base_manager"}
        and id(node) not in scoped
        and not (isinstance(node.value, ast.Name) and node.value.id in reference)
    ]


def guarded_files() -> list[Path]:
    return sorted(
        path
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if any(part in GUARDED or path.stem in GUARDED for part in path.relative_to(ROOT).parts)
    )


def test_the_guard_sees_a_bare_manager():
    assert bare_objects("rows = Dossier.objects.filter(pk=1)", frozenset()) == [1]
    assert bare_objects("rows = Dossier.objects.visible_to(person)", frozenset()) == []


@pytest.mark.parametrize("path", guarded_files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_pages_start_from_what_the_reader_may_see(path):
    reference = frozenset(label.split(".")[1] for label in REFERENCE_DATA)

    assert bare_objects(path.read_text(), reference) == []


def test_open_routes_are_a_known_list():
    opened = {name for name, route in routes() if not getattr(route.callback, "login_required", True)}

    assert opened == PUBLIC_ROUTES
