"""The checklist of a visit: the two contents of the act, no line left open."""

from evaluations.rules.inspections import CHECKLIST, CODES, PARTS, failed, question_of, unanswered

ALL_WELL = dict.fromkeys(CODES, "yes")


def test_both_contents_of_the_act_are_asked():
    assert {part for _code, part, _question in CHECKLIST} == set(PARTS)
    assert len(set(CODES)) == len(CHECKLIST)
    assert question_of("stars").startswith("Số sao")


def test_an_open_line_is_named_and_what_could_not_be_seen_is_an_answer():
    assert unanswered({}) == list(CODES)
    assert unanswered(ALL_WELL | {"label": "not_seen"}) == []
    assert unanswered(ALL_WELL | {"label": "maybe"}) == ["label"]


def test_lines_answered_with_no_come_in_order():
    assert failed(ALL_WELL | {"stars": "no", "safety": "no"}) == ["safety", "stars"]
    assert failed(ALL_WELL) == []
