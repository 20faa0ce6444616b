"""What the components print: the right words, nothing unescaped, and an error for a wrong argument."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import TemplateSyntaxError

from ocop.ui.forms import FilterForm, PortalForm
from ocop.ui.listing import Listing
from ocop.ui.parts import (
    Bar,
    Crumb,
    Days,
    Difference,
    Entry,
    Fact,
    Figure,
    FileRow,
    MoveLink,
    Pill,
    Score,
    Status,
    Step,
    Task,
    TaskGroup,
    Where,
    WorkGroup,
    WorkItem,
)
from tests.unit.ui.render import render

EVIL = '<script>alert("x")</script>'
EVIL_ADDRESS = '"><script>'
BAD = Status("bad", "error", EVIL)

HOSTILE = {
    "tag": ("{% tag part %}", BAD),
    "card": ("{% card title=part %}{{ part }}{% endcard %}", EVIL),
    "notice": ("{% notice title=part %}{{ part }}{% endnotice %}", EVIL),
    "empty": ("{% empty part url=part action=part %}{{ part }}{% endempty %}", EVIL),
    "breadcrumbs": ("{% breadcrumbs part %}", [Crumb(EVIL, EVIL_ADDRESS), Crumb(EVIL)]),
    "facts": ("{% facts part %}", [Fact(EVIL, EVIL, EVIL_ADDRESS, EVIL), Fact(EVIL, BAD)]),
    "path_line": ("{% path_line part %}", [Step(EVIL, "done", EVIL, EVIL_ADDRESS), Step(EVIL, "now", EVIL)]),
    "form_steps": ("{% form_steps part %}", [Step(EVIL, "now", "", EVIL_ADDRESS), Step(EVIL, "ahead")]),
    "where_panel": (
        "{% where_panel part %}",
        Where(EVIL, EVIL, EVIL, EVIL, Days(1, 2), EVIL, url=EVIL_ADDRESS, url_label=EVIL),
    ),
    "work_list": (
        "{% work_list part %}",
        [WorkGroup(EVIL, [WorkItem(EVIL, EVIL_ADDRESS, EVIL, "edit", BAD)])],
    ),
    "task_list": (
        "{% task_list part %}",
        [TaskGroup(EVIL, [Task(EVIL, BAD, EVIL_ADDRESS, EVIL), Task(EVIL, BAD)])],
    ),
    "pills": ("{% pills part label=label %}", [Pill(EVIL, EVIL_ADDRESS, 3)]),
    "progress": ("{% progress label 1 2 refresh_url=part %}", EVIL_ADDRESS),
    "file_list": ("{% file_list part %}", [FileRow(EVIL, BAD, EVIL, EVIL_ADDRESS, problem=EVIL)]),
    "move_button": ("{% move_button part %}", MoveLink(EVIL, EVIL_ADDRESS, "send")),
    "submit": ("{% submit part name=part %}", EVIL),
    "differences": ("{% differences part %}", [Difference(EVIL, EVIL, EVIL)]),
    "bars": ("{% bars part label %}", [Bar(EVIL, 50, EVIL, EVIL_ADDRESS)]),
    "figures": ("{% figures part %}", [Figure(EVIL, EVIL, EVIL, EVIL_ADDRESS), Figure(EVIL, EVIL)]),
    "history": ("{% history part %}", [Entry(EVIL, EVIL, EVIL, EVIL)]),
    "data_table": ("{% data_table part cards=False %}{% enddata_table %}", EVIL),
    "cell": ("{% cell part %}{{ part }}{% endcell %}", EVIL),
    "row_head": ("{% row_head url=part note=part %}{{ part }}{% endrow_head %}", EVIL),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_a_person_wrote_becomes_markup(name):
    source, part = HOSTILE[name]

    html = render(source, part=part, label=EVIL)

    assert "<script" not in html
    assert "&lt;script" in html


@pytest.mark.parametrize(
    "source",
    [
        "{% card titel='x' %}{% endcard %}",
        "{% stars %}",
        "{% facts %}",
        "{% submit 'Gửi' colour='green' %}",
        "{% notice 'good' heading='x' %}{% endnotice %}",
    ],
)
def test_wrong_argument_is_an_error_of_the_template(source):
    with pytest.raises(TemplateSyntaxError):
        render(source)


def test_a_large_number_on_a_badge_is_grouped():
    assert render("{% count_badge 90277 %}") == '<span class="count">90.277</span>'


def test_unknown_tone_is_refused():
    with pytest.raises(ValueError, match="unknown tone"):
        Status("green", "done", "Xong")


@pytest.mark.parametrize(
    ("source", "solid", "dashed", "hollow", "words"),
    [
        ("{% stars 0 %}", 0, 0, 5, "0 sao"),
        ("{% stars 3 %}", 3, 0, 2, "3 sao"),
        ("{% stars 5 waiting=True %}", 4, 1, 0, "tiềm năng 5 sao"),
    ],
)
def test_stars_are_drawn_and_said(source, solid, dashed, hollow, words):
    html = render(source)

    assert (html.count('#star"'), html.count('#star-wait"'), html.count('#star-empty"')) == (
        solid,
        dashed,
        hollow,
    )
    assert f'aria-label="{words}"' in html


def test_six_stars_are_refused():
    with pytest.raises(ValueError, match="stars"):
        render("{% stars 6 %}")


@pytest.mark.parametrize(
    ("days", "on", "off", "late", "words"),
    [
        (Days(9, 15), 9, 6, 0, "Đã dùng 9 trên 15 ngày làm việc"),
        (Days(15, 15), 15, 0, 0, "Đã dùng 15 trên 15 ngày làm việc"),
        (Days(9, 45, "ngày"), 9, 36, 0, "Đã dùng 9 trên 45 ngày"),
        (Days(17, 15), 15, 0, 2, "Đã dùng 15 trên 15 ngày làm việc, quá 2 ngày"),
    ],
)
def test_days_of_a_term_are_drawn_and_said(days, on, off, late, words):
    html = render("{% days_ticks days %}", days=days)

    assert (html.count('"on"'), html.count('"off"'), html.count('"late"')) == (on, off, late)
    assert f'aria-label="{words}"' in html


def test_ladder_points_at_the_score():
    html = render("{% ladder points %}", points=Decimal("50"))

    assert "Thang điểm: 50 trên 100. 3 sao từ 50 điểm. 4 sao từ 70 điểm. 5 sao từ 90 điểm." in html
    assert 'd="M170.0 30' in html


def test_ladder_without_points_says_so():
    html = render("{% ladder None %}")

    assert "Thang điểm: chưa có điểm." in html
    assert "needle" not in html


def test_score_bar_tells_the_points_and_what_the_minima_take_away():
    score = Score(Decimal("74.5"), Decimal(100), 24, 28, by_points=4, stars=3, missed=2)

    html = " ".join(
        render(
            "{% score_bar score 'Điểm tự chấm' %}<b>Đã lưu</b> {{ word }}{% endscore_bar %}",
            score=score,
            word="<i>",
        ).split()
    )

    assert '<div class="push" role="status"><b>Đã lưu</b> &lt;i&gt;</div>' in html
    assert '<div class="total">74,5<small> / 100 điểm</small></div>' in html
    assert "<b>24 / 28</b>" in html
    assert 'aria-label="3 sao"' in html
    assert "4 sao theo điểm" in html
    assert "thiếu 2 mức tối thiểu" in html


def test_score_bar_tells_what_can_still_be_reached_until_there_is_nothing_left():
    source = "{% score_bar score 'Đã chấm' %}{% endscore_bar %}"
    growing = Score(Decimal(58), Decimal(100), 20, 28, reachable=Decimal(92))
    done = Score(Decimal(58), Decimal(100), 28, 28, reachable=Decimal(58))

    html, at_last = (" ".join(render(source, score=score).split()) for score in (growing, done))

    assert '<div class="total">58<small> điểm</small></div>' in html
    assert '<small>Còn có thể đạt</small><div class="tnum"><b>92</b> / 100</div>' in html
    assert '<div class="total">58<small> / 100 điểm</small></div>' in at_last
    assert "Còn có thể đạt" not in at_last


def test_score_bar_without_stars_is_silent_about_them():
    html = render(
        "{% score_bar score 'Điểm' %}{% endscore_bar %}", score=Score(Decimal(0), Decimal(0), 0, 28)
    )

    assert "Hạng sao" not in html
    assert "tối thiểu" not in html


def test_work_groups_without_rows_are_left_out():
    html = render("{% work_list groups %}", groups=[WorkGroup("Quá hạn", [], "late")])

    assert "Quá hạn" not in html


def test_task_that_is_not_open_is_no_link():
    html = render(
        "{% task_list groups %}", groups=[TaskGroup("", [Task("Gửi", Status("end", "lock", "Chưa mở"))])]
    )

    assert "<a" not in html


@pytest.mark.parametrize(
    ("source", "value", "written"),
    [
        ("{{ value|vnd }}", 1500000, "1.500.000"),
        ("{{ value|vnd }}", -2000, "-2.000"),
        ("{{ value|vnd }}", 0, "0"),
        ("{{ value|vnd }}", None, "—"),
        ("{{ value|points }}", Decimal("78.43"), "78,43"),
        ("{{ value|points }}", Decimal("78.4000"), "78,4"),
        ("{{ value|points }}", Decimal("90"), "90"),
        ("{{ value|points }}", Decimal("89.995"), "90"),
        ("{{ value|points:6 }}", Decimal("78.4285714"), "78,428571"),
        ("{{ value|points }}", None, "—"),
        ("{{ value|qty }}", Decimal("1250.50"), "1.250,5"),
        ("{{ value|qty }}", Decimal("-0.5"), "-0,5"),
        ("{{ value|mask }}", "087090001234", "•••••••••234"),
        ("{{ value|mask }}", "12", "••"),
        ("{{ value|mask }}", "", "—"),
        ("{{ value|long_day }}", date(2026, 11, 23), "Thứ Hai, ngày 23 tháng 11 năm 2026"),
        ("{{ value|dmy }}", date(2026, 1, 5), "05/01/2026"),
        ("{{ value|dmy }}", datetime(2026, 12, 31, 20, 0, tzinfo=UTC), "01/01/2027"),
        ("{{ value|dmyhm }}", datetime(2026, 12, 31, 20, 0, tzinfo=UTC), "03:00, 01/01/2027"),
        ("{{ value|dmy }}", None, "—"),
        ("{{ value|megabytes }}", 1_234_567, "1,2 MB"),
        ("{{ value|megabytes }}", 20 * 2**20, "20 MB"),
        ("{{ value|megabytes }}", 300, "1 KB"),
    ],
)
def test_values_are_written_as_officials_write_them(source, value, written):
    assert render(source, value=value) == written


class Sample(PortalForm):
    name = forms.CharField(label="Tên", help_text="Ví dụ: <Thảm>")
    note = forms.CharField(label="Ghi chú", required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("a", "A")], widget=forms.RadioSelect)


def test_form_shows_hint_and_error_between_label_and_input():
    html = render(
        "{% portal_form form %}{% submit 'Gửi' %}{% endportal_form %}", form=Sample({"name": ""}, user=None)
    )

    order = [
        html.index(mark)
        for mark in (
            'for="id_name"',
            'id="id_name_helptext"',
            'id="id_name_error"',
            '<input type="text" name="name"',
        )
    ]
    assert order == sorted(order)
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert "&lt;Thảm&gt;" in html


def test_error_summary_links_to_each_field():
    html = render("{% error_summary form %}", form=Sample({"name": ""}, user=None))

    assert "Còn 2 chỗ cần sửa" in html
    assert '<a href="#id_name">Tên: Hãy điền mục này.</a>' in html
    assert '<a href="#id_kind_0">Loại: Hãy chọn một mục.</a>' in html


def test_only_what_may_stay_empty_is_marked():
    html = render("{% portal_form form %}{% endportal_form %}", form=Sample(user=None))

    assert html.count("(không bắt buộc)") == 1


def test_form_escapes_what_was_typed():
    html = render(
        "{% portal_form form %}{% endportal_form %}", form=Sample({"name": EVIL, "note": EVIL}, user=None)
    )

    assert "<script" not in html


class SampleFilter(FilterForm):
    group = forms.ChoiceField(choices=[("", "Tất cả"), ("food", "Thực phẩm")])


def listing(address: str, *, rows: int = 100) -> Listing:
    query = QueryDict(address)
    filters = SampleFilter(query, user=None)
    return Listing(
        page=Paginator(range(rows), 10).get_page(query.get("page")),
        query=query,
        sort="name",
        sorts=("name", "due"),
        filters=filters,
        chosen=len(filters.chosen),
    )


def test_page_links_keep_filters_and_order():
    html = render("{% pagination listing %}", listing=listing("q=cam&group=food&sort=name&page=5"))

    assert 'href="?q=cam&amp;group=food&amp;sort=name&amp;page=6"' in html
    assert html.count('aria-current="page"') == 1
    assert [n for n, _url in listing("page=5").links] == [1, None, 3, 4, 5, 6, 7, None, 10]


def test_single_page_has_no_links():
    assert render("{% pagination listing %}", listing=listing("", rows=3)).strip() == ""


def test_filter_keeps_the_order_and_drops_the_page():
    html = render("{% filter_bar listing %}", listing=listing("q=cam&sort=due&page=3&state=late"))

    assert '<input type="hidden" name="sort" value="due">' in html
    assert '<input type="hidden" name="state" value="late">' in html
    assert 'name="page"' not in html
    assert 'value="cam"' in html


def test_column_head_turns_the_order_round():
    html = render("{% sort_link listing 'name' 'Tên' %}", listing=listing("q=cam&sort=name&page=3"))

    assert 'aria-sort="ascending"' in html
    assert 'href="?q=cam&amp;sort=-name"' in html


def test_column_that_is_no_order_of_the_list_is_refused():
    with pytest.raises(ValueError, match="not a sort order"):
        render("{% sort_link listing 'secret' 'Tên' %}", listing=listing(""))


def test_icon_is_silent():
    assert 'aria-hidden="true"' in render("{% icon 'done' %}")
