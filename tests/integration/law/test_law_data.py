"""The law in the database: regimes by date, sets by version, trees equal to their documents."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command

from ocop.core.errors import RuleViolation
from ocop.law.management.commands.load_law import DATA
from ocop.law.models import CriteriaSet, Option, Regime, RegimePower
from ocop.law.queries import (
    belongs_to,
    due_on,
    groups_for,
    reasons_unusable,
    regime_on,
    rules_of,
    sets_for,
    tree_of,
)
from ocop.law.rules import Task, failed_minima, maximum_path, sheet_total
from ocop.law.services import import_criteria_set, mark_used
from tests.factories.law import load_holidays, load_regimes, load_set, tree_from_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def regimes():
    load_regimes()
    return {regime.code: rules_of(regime) for regime in Regime.objects.all()}


def test_loading_everything_twice_changes_nothing(capsys):
    call_command("load_law")
    before = (CriteriaSet.objects.count(), Option.objects.count(), RegimePower.objects.count())
    call_command("load_law")

    assert before == (CriteriaSet.objects.count(), Option.objects.count(), RegimePower.objects.count())
    assert before[0] == 77
    assert CriteriaSet.objects.usable().count() == 70
    assert "77 bộ tiêu chí (70 bộ đủ để chấm)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2019, 8, 21), "R1048"),
        (date(2023, 2, 23), "R1048"),
        (date(2023, 2, 24), "R148"),
        (date(2025, 7, 5), "R148"),
        (date(2025, 7, 6), "R148_2T"),
        (date(2026, 5, 21), "R148_2T"),
        (date(2026, 5, 22), "R26"),
        (date(2030, 1, 1), "R26"),
    ],
)
def test_exactly_one_regime_takes_in_a_dossier(regimes, day, code):
    assert regime_on(day).code == code


def test_before_the_first_regime_there_is_none(regimes):
    with pytest.raises(Regime.DoesNotExist):
        regime_on(date(2019, 8, 20))


@pytest.mark.parametrize(
    ("code", "receiver", "levels", "report"),
    [
        ("R1048", "district", ("district", "province", "ministry"), False),
        ("R148", "district", ("district", "province", "ministry"), False),
        ("R148_2T", "province", ("province", "ministry"), True),
        ("R26", "province", ("province", "ministry"), True),
    ],
)
def test_levels_of_each_regime(regimes, code, receiver, levels, report):
    rules = regimes[code]

    assert (rules.receiver, rules.scoring_levels, rules.has_commune_report) == (receiver, levels, report)


@pytest.mark.parametrize(
    ("code", "level", "stars", "decides"),
    [
        ("R1048", "district", 3, False),
        ("R1048", "province", 3, True),
        ("R148", "district", 3, True),
        ("R148", "district", 4, False),
        ("R148", "province", 4, True),
        ("R148", "province", 5, False),
        ("R148_2T", "province", 3, True),
        ("R26", "province", 3, True),
        ("R26", "province", 4, True),
        ("R26", "province", 5, False),
        ("R26", "ministry", 5, True),
        ("R26", "province", 2, False),
    ],
)
def test_who_recognises_which_stars(regimes, code, level, stars, decides):
    assert regimes[code].decides(level, stars) is decides


@pytest.mark.parametrize(
    ("code", "level", "points", "upward"),
    [
        ("R1048", "district", "49.99", None),
        ("R1048", "district", "50", "province"),
        ("R148", "district", "69.99", None),
        ("R148", "district", "70", "province"),
        ("R148", "province", "89.99", None),
        ("R148", "province", "90", "ministry"),
        ("R26", "province", "90", "ministry"),
        ("R26", "ministry", "95", None),
    ],
)
def test_what_goes_up(regimes, code, level, points, upward):
    assert regimes[code].next_level(level, Decimal(points)) == upward


def test_numbers_and_samples(regimes):
    parts = {"province": "01", "district": "005", "commune": "00160", "ordinal": 3, "year": 2022}

    assert regimes["R1048"].product_code(**parts) == "01-005-00160-3-2022"
    assert regimes["R148"].product_code(**parts) == "01-005-3-2022"
    assert regimes["R26"].product_code(**parts) == "01-00160-3-2022"
    assert regimes["R26"].receipt_number(**parts) == "03-2022/PĐK-01-00160-2022"
    assert regimes["R26"].samples_for("FOOD") == 5
    assert regimes["R26"].samples_for("TOURISM") == 0
    assert regimes["R26"].certifier(5) == "ministry"
    assert regimes["R26"].certifier(2) is None
    assert regimes["R148"].may(Task.REVOKE, "district", 3)


def test_the_communes_term_is_counted_in_working_days(regimes):
    load_holidays()

    # 15 working days after Tuesday 25/8/2026, with 1/9 and 2/9 off: 17/9
    assert due_on(regime_on(date(2026, 8, 25)), "commune_review", date(2026, 8, 25)) == date(2026, 9, 17)
    assert due_on(regime_on(date(2024, 1, 1)), "commune_review", date(2024, 1, 1)) is None
    assert due_on(regime_on(date(2026, 8, 25)), "revocation", date(2026, 8, 25)) == date(2026, 9, 9)


def without_keys(criterion):
    options = [(o.position, o.label, o.points, o.variant, o.min_for_star) for o in criterion.options]
    rules = [(k.effect, k.rule) for k in criterion.knock_outs]
    return (criterion.code, criterion.name, criterion.max_points, criterion.applies_if, options, rules)


@pytest.mark.parametrize("code", ["QD1048-25", "QD148-01", "QD26-26"])
def test_the_tree_in_the_database_equals_the_document(code):
    stored, written = tree_of(load_set(code)), tree_from_file(code)

    assert [without_keys(c) for c in stored.criteria()] == [without_keys(c) for c in written.criteria()]
    assert all(option.pk for criterion in stored.criteria() for option in criterion.options)
    assert sheet_total(stored, maximum_path(stored)) == 100
    assert failed_minima(stored, maximum_path(stored)) == []


def test_a_changed_wording_is_a_new_version_and_the_used_one_stays():
    text = (DATA / "criteria" / "qd148-01.yaml").read_text()
    first = import_criteria_set(text=text)
    mark_used(first)
    second = import_criteria_set(text=text.replace("Quy mô nhỏ", "Quy mô nhỏ, theo văn bản gốc"))

    assert (first.version, second.version) == (1, 2)
    assert import_criteria_set(text=text) == first
    assert list(CriteriaSet.objects.current()) == [second]
    assert tree_of(first).criterion("1c").options[0].label == "Quy mô nhỏ"


def test_an_incomplete_set_says_why_it_cannot_be_used():
    incomplete = load_set("QD148-07")

    assert not incomplete.complete
    assert any("34/35" in reason for reason in reasons_unusable(incomplete))


def test_a_set_that_says_it_is_whole_but_does_not_add_up_is_incomplete():
    text = (DATA / "criteria" / "qd148-01.yaml").read_text().replace("max_points: 18", "max_points: 17", 1)

    assert "Mục 1: các tiêu chí cộng được 18/17" in reasons_unusable(import_criteria_set(text=text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [1, 2", "Không đọc được tệp YAML, dòng 1"),
        ("just words", "không phải một bộ tiêu chí"),
        ("a: &x [1]\nb: *x", "Không đọc được tệp YAML"),
        ("code: X\n", "“parts” phải là một danh sách"),
        ("x: " + "y" * 300_001, "quá lớn"),
        ("!!python/object/apply:os.system ['true']", "Không đọc được tệp YAML"),
    ],
)
def test_a_text_that_is_no_set_is_refused_in_words(text, said):
    with pytest.raises(RuleViolation, match=said):
        import_criteria_set(text=text)
    assert not CriteriaSet.objects.exists()


def test_groups_follow_the_list_of_the_regimes_decision(regimes):
    for code in ("QD148-01", "QD148-02", "QD148-26", "QD26-01"):
        load_set(code)
    regime = Regime.objects.get(code="R148")

    groups = groups_for(regime)

    assert [(g.name, [len(s.sets) for s in g.subgroups]) for g in groups] == [
        ("Thực phẩm", [2]),
        ("Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch", [1]),
    ]
    assert all(belongs_to(row, regime) for row in sets_for(regime))
