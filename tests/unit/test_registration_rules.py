"""Numbers of producers, and what a dossier lacks."""

from dataclasses import replace

import pytest

from registrations.rules import (
    Filing,
    Missing,
    NumberShape,
    Part,
    missing_parts,
    number_problem,
    plain_number,
)

FORM = {
    "organisation_name": "Hợp tác xã Xoài",
    "legal_rep_name": "Người đại diện",
    "contact_address": "Ấp 1, xã Mỹ Hiệp",
    "phone": "0277 000 0000",
    "product_name": "Xoài sấy",
    "sample_count": 0,
    "signed_place": "Mỹ Hiệp",
    "signed_on": "2026-11-24",
    "signed_by": "Người đại diện",
    "declaration_accepted": True,
}
COMPLETE = Filing(
    form=FORM,
    set_chosen=True,
    set_complete=True,
    set_of_regime=True,
    scores=1,
    scores_needed=True,
    evidence_kinds=frozenset({"business_registration"}),
    report={"local_materials": "Xoài của xã.", "request_number": "12/UBND"},
)


@pytest.mark.parametrize(
    ("kind", "number", "problem"),
    [
        ("cooperative", "1400123456", None),
        ("limited_company", "1400123456-001", None),
        ("joint_stock_company", "1400123456001", None),
        ("private_enterprise", "140012345", NumberShape.NOT_A_TAX_CODE),
        ("cooperative", "14001234567", NumberShape.NOT_A_TAX_CODE),
        ("cooperative", "1400123456-01", NumberShape.NOT_A_TAX_CODE),
        ("cooperative", "HTX-01", NumberShape.NOT_A_TAX_CODE),
        ("cooperative", "１４００１２３４５６", NumberShape.NOT_A_TAX_CODE),
        ("household", "51A8001234", None),
        ("cooperative_group", "02/ĐK-THT", None),
        ("farm", "T-01", None),
        ("farm", "T-1", NumberShape.NOT_A_LICENCE),
        ("household", "12", NumberShape.NOT_A_LICENCE),
        ("household", "1234", None),
        ("household", "ABCD", NumberShape.NOT_A_LICENCE),
        ("household", "1" * 29, None),
        ("household", "1" * 30, NumberShape.NOT_A_LICENCE),
        ("household", "", NumberShape.NOT_A_LICENCE),
        ("household", "<script>", NumberShape.NOT_A_LICENCE),
    ],
)
def test_a_number_has_the_shape_of_its_kind(kind, number, problem):
    assert number_problem(kind, number) is problem


@pytest.mark.parametrize(
    ("kind", "number", "kept"),
    [
        ("cooperative", "1400123456001", "1400123456-001"),
        ("cooperative", "1400123456-001", "1400123456-001"),
        ("cooperative", "1400123456", "1400123456"),
        ("household", "1400123456001", "1400123456001"),
    ],
)
def test_a_branch_is_kept_under_one_spelling(kind, number, kept):
    assert plain_number(kind, number) == kept


def test_a_complete_dossier_lacks_nothing():
    assert missing_parts(COMPLETE) == []


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        ({"form": FORM | {"phone": "  "}}, Missing(Part.FORM, "phone")),
        ({"form": FORM | {"sample_count": None}}, Missing(Part.FORM, "sample_count")),
        ({"form": FORM | {"declaration_accepted": False}}, Missing(Part.FORM, "declaration_accepted")),
        ({"set_of_regime": False}, Missing(Part.SET, "foreign")),
        ({"set_complete": False}, Missing(Part.SET, "incomplete")),
        ({"scores": 0}, Missing(Part.SCORES, "none")),
        ({"evidence_kinds": frozenset({"story"})}, Missing(Part.EVIDENCE, "business_registration")),
        ({"report": {"local_materials": "", "request_number": "1"}}, Missing(Part.REPORT, "local_materials")),
    ],
)
def test_each_lack_is_named(change, lack):
    assert missing_parts(replace(COMPLETE, **change)) == [lack]


def test_a_regime_without_self_assessment_asks_for_no_scores():
    assert missing_parts(replace(COMPLETE, scores=0, scores_needed=False)) == []


def test_without_a_set_nothing_else_is_said_of_it():
    bare = replace(COMPLETE, set_chosen=False, set_complete=False, set_of_regime=False)

    assert missing_parts(bare) == [Missing(Part.SET, "none")]


def test_the_producer_is_not_asked_for_the_report_of_the_commune():
    filing = replace(COMPLETE, report={"local_materials": ""})

    assert missing_parts(filing, with_report=False) == []


def test_a_regime_without_report_asks_for_none():
    assert missing_parts(replace(COMPLETE, report=None)) == []
