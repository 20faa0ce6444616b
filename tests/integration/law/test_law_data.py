"""The law in the database: regimes by date, sets by version, trees equal to their documents."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from ocop.core.errors import RuleViolation
from ocop.law import services
from ocop.law.management.commands import load_law
from ocop.law.management.commands.load_law import DATA, load_holidays, load_set, read
from ocop.law.models import CriteriaSet, EvidenceEffort, Option, Regime, RegimePower, WorkingDayException
from ocop.law.queries import (
    belongs_to,
    efforts_on,
    groups_for,
    reasons_unusable,
    regime_on,
    rules_of,
    sets_for,
    size_limits_on,
    tree_of,
    unclear_days,
    working_calendar,
)
from ocop.law.rules import (
    Effort,
    FormKind,
    Task,
    company_size,
    due_after_pause,
    failed_minima,
    maximum_path,
    sheet_total,
)
from ocop.law.services import import_criteria_set, load_regime, mark_used
from tests.factories.law import ALL_CODES, load_regimes, text_of, tree_from_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def regimes():
    load_regimes()
    return {regime.code: rules_of(regime) for regime in Regime.objects.all()}


@pytest.mark.parametrize(
    ("code", "again", "new_idea", "numbers"),
    [
        ("R1048", False, True, ["Biểu số 01", "Biểu số 03", "Biểu số 04"]),
        ("R1048", False, False, ["Biểu số 02", "Biểu số 03", "Biểu số 04"]),
        ("R1048", True, True, ["Biểu số 02", "Biểu số 03", "Biểu số 04"]),
        ("R148", False, False, ["", "Mẫu số 02"]),
        ("R148_2T", False, False, ["", "Mẫu số 02", "Mẫu số 03"]),
        ("R26", False, True, ["Mẫu số 01", "Mẫu số 02", "Mẫu số 03"]),
        ("R26", True, False, ["Mẫu số 01", "Mẫu số 02, phần II", "Mẫu số 02", "Mẫu số 03"]),
    ],
)
def test_each_registration_has_the_forms_of_its_regime(regimes, code, again, new_idea, numbers):
    assert [form.number for form in regimes[code].forms_for(again=again, new_idea=new_idea)] == numbers


def test_the_forms_agree_with_what_a_regime_asks_for(regimes):
    for rules in regimes.values():
        kinds = {form.kind for form in rules.forms if form.required}
        assert (FormKind.COMMUNE_REPORT in kinds) == rules.has_commune_report
        assert (FormKind.SELF_ASSESSMENT in kinds) == rules.has_self_assessment


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
    ("code", "asked"), [("R1048", False), ("R148", True), ("R148_2T", True), ("R26", True)]
)
def test_which_regimes_ask_for_a_self_assessment(regimes, code, asked):
    assert regimes[code].has_self_assessment is asked


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
    assert regimes["R26"].needs_samples("FOOD")
    assert not regimes["R26"].needs_samples("TOURISM")
    assert regimes["R148"].may(Task.REVOKE, "district", 3)
    assert not regimes["R148"].may(Task.REVOKE, "district", 4)


def test_who_reviews_before_the_council(regimes):
    assert regimes["R148"].assessing_levels == ("district", "province")
    assert regimes["R26"].assessing_levels == ("commune", "province")


def test_the_window_for_renewal_is_counted_back_from_the_expiry(regimes):
    # 5/8/2029 minus 180 days is 6/2/2029, minus 120 days is 7/4/2029
    assert regimes["R26"].renewal_window(date(2029, 8, 5)) == (date(2029, 2, 6), date(2029, 4, 7))
    assert regimes["R148"].renewal_window(date(2029, 8, 5)) is None


def test_the_communes_term_is_counted_in_working_days(regimes):
    load_holidays()

    begun = date(2026, 8, 25)
    terms = rules_of(regime_on(begun)).deadlines

    def ends(name: str) -> date:
        return due_after_pause(begun, terms[name].days, working_calendar(), kind=terms[name].kind)

    # 15 working days after Tuesday 25/8/2026, with 31/8, 1/9 and 2/9 off: 18/9
    assert ends("commune_review") == date(2026, 9, 18)
    assert ends("revocation") == date(2026, 9, 9)
    assert "commune_review" not in rules_of(regime_on(date(2024, 1, 1))).deadlines


@pytest.mark.parametrize(
    ("level", "day", "expected"),
    [
        ("province", date(2026, 4, 29), (1, date(2026, 6, 30))),
        ("province", date(2026, 4, 30), (2, date(2026, 12, 30))),  # "before 30/4" leaves 30/4 out
        ("province", date(2026, 10, 30), (1, date(2027, 6, 30))),
        ("ministry", date(2026, 1, 29), (2, date(2026, 3, 30))),
        ("ministry", date(2026, 1, 30), (1, date(2026, 9, 30))),
        ("ministry", date(2026, 8, 1), (2, date(2027, 3, 30))),
        ("district", date(2026, 8, 1), None),
    ],
)
def test_a_request_belongs_to_the_round_that_is_still_open(regimes, level, day, expected):
    assert regimes["R26"].round_for(level, day) == expected
    assert regimes["R148"].round_for(level, day) is None


def without_keys(criterion):
    options = [(o.position, o.label, o.points, o.variant, o.min_for_star) for o in criterion.options]
    rules = [(k.effect, k.rule, k.when) for k in criterion.knock_outs]
    texts = (criterion.evidence, criterion.notes, criterion.subgroup, criterion.variants)
    marks = (criterion.max_points, criterion.applies_if, criterion.any_option_needed_for_star)
    return (criterion.code, criterion.name, marks, texts, options, rules)


def headings(tree):
    return [(s.code, s.part, s.name, s.name_en, s.max_points) for s in tree.sections]


@pytest.mark.parametrize("code", ["QD1048-16", "QD1048-25", "QD148-01", "QD26-26"])
def test_the_tree_in_the_database_equals_the_document(code):
    stored, written = tree_of(load_set(code)), tree_from_file(code)

    assert [without_keys(c) for c in stored.criteria()] == [without_keys(c) for c in written.criteria()]
    assert (stored.code, stored.name, stored.parts) == (written.code, written.name, written.parts)
    assert headings(stored) == headings(written)
    assert [k.rule for k in stored.knock_outs] == [k.rule for k in written.knock_outs]
    assert all(option.pk for criterion in stored.criteria() for option in criterion.options)
    assert sheet_total(stored, maximum_path(stored)) == 100
    assert failed_minima(stored, maximum_path(stored)) == []


def test_a_changed_wording_is_a_new_version_and_the_used_one_stays():
    text = (DATA / "criteria" / "qd148-01.yaml").read_text()
    first = import_criteria_set(text=text)
    mark_used(first)
    second = import_criteria_set(text=text.replace("Quy mô nhỏ", "Quy mô nhỏ, theo văn bản gốc"))

    assert (first.version, second.version) == (1, 2)
    assert import_criteria_set(text=text.replace("Quy mô nhỏ", "Quy mô nhỏ, theo văn bản gốc")) == second
    assert list(CriteriaSet.objects.current()) == [second]
    assert tree_of(first).criterion("1c").options[0].label == "Quy mô nhỏ"
    assert CriteriaSet.objects.get(pk=first.pk).frozen_at is not None


def test_an_earlier_wording_brought_again_is_the_newest_version():
    text = text_of("QD148-01")
    first = import_criteria_set(text=text)
    import_criteria_set(text=text.replace("Quy mô nhỏ", "Quy mô bé"))

    again = import_criteria_set(text=text)

    assert (again.version, again.digest) == (3, first.digest)
    assert list(CriteriaSet.objects.current()) == [again]


def test_loading_the_shipped_sets_does_not_undo_a_later_wording():
    load_set("QD148-01")
    official = import_criteria_set(text=text_of("QD148-01").replace("Quy mô nhỏ", "Quy mô bé"))

    load_set("QD148-01")

    assert list(CriteriaSet.objects.current()) == [official]


def test_the_first_use_of_a_set_is_remembered_once():
    used = load_set("QD148-01")

    mark_used(used)
    used.refresh_from_db()
    first = used.frozen_at
    mark_used(used)
    used.refresh_from_db()

    assert first is not None
    assert used.frozen_at == first


def test_a_tree_is_read_in_few_queries_and_only_once(django_assert_num_queries):
    criteria_set = load_set("QD26-01")

    with django_assert_num_queries(6):
        tree_of(criteria_set)
    with django_assert_num_queries(0):
        tree_of(criteria_set)


def test_the_rules_of_a_regime_are_read_once_until_it_is_loaded_anew(regimes, django_assert_num_queries):
    regime = Regime.objects.get(code="R26")
    with django_assert_num_queries(0):
        rules_of(regime)

    row = next(row for row in read(DATA / "regimes.yaml") if row["code"] == "R26")
    load_regime(row | {"validity_months": 48, "acts": []}, {})

    assert rules_of(Regime.objects.get(code="R26")).validity_months == 48


def test_days_without_a_regime_or_with_two_are_found(regimes):
    assert unclear_days() == []

    Regime.objects.filter(code="R148").update(takes_in_to=date(2025, 6, 30))
    Regime.objects.filter(code="R148_2T").update(takes_in_to=date(2026, 5, 22))

    assert unclear_days() == [date(2025, 7, 6), date(2026, 5, 22)]


def test_loading_stops_at_a_day_without_a_regime(monkeypatch):
    monkeypatch.setattr(load_law, "unclear_days", lambda: [date(2025, 7, 6)])

    with pytest.raises(CommandError, match="2025-07-06"):
        call_command("load_law")
    assert not Regime.objects.exists()


@pytest.mark.parametrize(
    ("day", "employees", "revenue", "size"),
    [(date(2019, 5, 1), 11, 10**9, "small"), (date(2026, 5, 1), 10, 10**9, "micro")],
)
def test_company_sizes_come_from_the_decree_in_force(regimes, day, employees, revenue, size):
    found = company_size(
        size_limits_on(day), sector="production", employees=employees, revenue_vnd=revenue, capital_vnd=10**12
    )

    assert len(size_limits_on(day)) == 6
    assert found == size


def test_a_corrected_holiday_is_not_overwritten():
    load_holidays()
    WorkingDayException.objects.filter(day=date(2026, 8, 31)).update(works=True)

    load_holidays()

    assert WorkingDayException.objects.get(day=date(2026, 8, 31)).works is True


def test_an_incomplete_set_says_why_it_cannot_be_used():
    incomplete = load_set("QD148-07")

    assert not incomplete.complete
    assert any("34/35" in reason for reason in reasons_unusable(incomplete))


def test_a_set_that_says_it_is_whole_but_does_not_add_up_is_incomplete():
    text = (DATA / "criteria" / "qd148-01.yaml").read_text().replace("max_points: 18", "max_points: 17", 1)

    assert "Mục 1: các tiêu chí cộng được 18/17" in reasons_unusable(import_criteria_set(text=text))


def test_a_set_that_calls_itself_incomplete_is_not_used():
    text = text_of("QD148-01").replace("complete: true", "complete: false")

    kept = import_criteria_set(text=text)

    assert not kept.complete
    assert reasons_unusable(kept) == ["Bộ này được ghi là chưa đủ (complete: false)."]


def test_keys_of_any_kind_are_read():
    text = text_of("QD148-01") + "1: một\nhai: 2\n"

    assert import_criteria_set(text=text).complete


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [1, 2", "Không đọc được tệp YAML, dòng [12]"),
        ("just words", "không phải một bộ tiêu chí"),
        ("a: &x [1]\nb: *x", "Không đọc được tệp YAML"),
        ("code: X\n", "X: “effective_from” phải là ngày"),
        ("x: " + "y" * 300_001, "quá lớn"),
        ("? [1, 2]\n: x\n1: x\nb: x", "Không đọc được tệp YAML|thiếu “code”"),
        ("code: 0x" + "f" * 9000, "Tệp có một số dài quá mức đọc được"),
        ("[" * 290_000, "Không đọc được tệp YAML"),
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


def test_loading_stops_at_a_set_that_cannot_be_read(monkeypatch, tmp_path):
    (tmp_path / "criteria").mkdir()
    (tmp_path / "criteria" / "qd99-01.yaml").write_text("code: QD99-01\n")
    for name in ("acts.yaml", "regimes.yaml", "company_sizes.yaml", "efforts.yaml", "evidence_kinds.yaml"):
        (tmp_path / name).write_text((DATA / name).read_text())
    monkeypatch.setattr(load_law, "DATA", tmp_path)

    with pytest.raises(CommandError, match="qd99-01: QD99-01: “effective_from” phải là ngày"):
        call_command("load_law")


def test_two_imports_at_once_do_not_take_one_version(monkeypatch):
    kept = load_set("QD148-01")
    monkeypatch.setattr(services, "_newest", lambda code: None)  # the other import is not seen yet

    with pytest.raises(RuleViolation, match="vừa được nhập ở nơi khác"):
        import_criteria_set(text=text_of("QD148-01").replace("Quy mô nhỏ", "Quy mô bé"))
    assert list(CriteriaSet.objects.all()) == [kept]


def test_efforts_are_those_used_on_the_day():
    load_regimes()
    EvidenceEffort.objects.filter(word="ảnh").update(used_to=date(2026, 6, 30))

    before, after = efforts_on(date(2026, 6, 30)), efforts_on(date(2026, 7, 1))

    assert Effort("ảnh", 1) in before
    assert set(before) - set(after) == {Effort("ảnh", 1)}
    assert efforts_on(date(2019, 8, 20)) == ()


def test_every_kind_of_evidence_of_the_sets_has_its_effort():
    words = [row["word"] for row in read(DATA / "efforts.yaml")]

    texts = {text for code in ALL_CODES for c in tree_from_file(code).criteria() for text in c.evidence}

    assert [text for text in texts if not any(word in text.casefold() for word in words)] == []
