"""What an option asks for, where its words only point to the one before it."""

from decimal import Decimal

import pytest

from ocop.law.rules import Criterion, Option
from ocop.law.rules.sheets import AS_BELOW
from tests.factories.law import tree_from_file

TELLING = Criterion(
    code="5.3",
    name="Cấu trúc câu chuyện",
    max_points=Decimal(5),
    options=(
        Option(1, "Như mức liền dưới", Decimal(0)),
        Option(2, "Có câu chuyện riêng", Decimal(2)),
        Option(3, "Như mức liền dưới, truyền cảm", Decimal(4)),
        Option(4, "Như mức liền dưới, thêm nét vùng miền", Decimal(5)),
        Option(5, "Của hội, như mức liền dưới", Decimal(5), variant="hoi"),
    ),
)


@pytest.mark.parametrize(
    ("position", "said"),
    [
        (1, "Như mức liền dưới"),
        (2, "Có câu chuyện riêng"),
        (3, "Có câu chuyện riêng; truyền cảm"),
        (4, "Có câu chuyện riêng; truyền cảm; thêm nét vùng miền"),
        (5, "Của hội, như mức liền dưới"),
    ],
)
def test_an_option_that_points_below_is_read_with_what_it_points_to(position, said):
    assert TELLING.in_full(TELLING.option(position)) == said


@pytest.mark.parametrize("code", ["QD26-01", "QD26-26", "QD148-08"])
def test_no_option_of_a_printed_set_is_left_pointing(code):
    for criterion in tree_from_file(code).criteria():
        for option in criterion.options:
            assert AS_BELOW not in criterion.in_full(option), (criterion.code, option.label)
