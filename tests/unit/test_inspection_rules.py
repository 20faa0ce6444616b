"""The checklist of a visit: the two contents of the act, no line left open, a province's own lines."""

from evaluations.rules.inspections import CHECKLIST, CODES, PARTS, checklist_of, failed, unanswered

ALL_WELL = dict.fromkeys(CODES, "yes")


def codes(lines):
    return [one.code for one in lines]


def test_both_contents_of_the_act_are_asked():
    assert {one.part for one in CHECKLIST} == set(PARTS)
    assert len(set(CODES)) == len(CHECKLIST)


def test_an_open_line_is_named_and_what_could_not_be_seen_is_an_answer():
    assert codes(unanswered(CHECKLIST, {})) == list(CODES)
    assert unanswered(CHECKLIST, ALL_WELL | {"label": "not_seen"}) == []
    assert codes(unanswered(CHECKLIST, ALL_WELL | {"label": "maybe"})) == ["label"]


def test_lines_answered_with_no_come_in_order():
    assert codes(failed(CHECKLIST, ALL_WELL | {"stars": "no", "safety": "no"})) == ["safety", "stars"]
    assert failed(CHECKLIST, ALL_WELL) == []


def test_a_province_writes_one_question_a_line():
    own = checklist_of("Còn sản xuất\n\n  Nguyên liệu đúng \n", "Nhãn đúng")

    assert [(one.code, one.part, one.words) for one in own] == [
        ("keeping-1", "keeping", "Còn sản xuất"),
        ("keeping-2", "keeping", "Nguyên liệu đúng"),
        ("mark-1", "mark", "Nhãn đúng"),
    ]
