"""Criteria sets as text: read a set's YAML document, and say in plain words what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from ocop.core.text import clean
from ocop.law.rules.sheets import HAS_STORY, ZERO, Criterion, KnockOut, Option, Part, Section, SetTree

EFFECTS = frozenset({"reject", "eliminate", "stop_scoring", "precondition"})
CONDITIONS = frozenset({"", HAS_STORY})
STARS = (3, 4, 5)
FULL_MARKS = Decimal(100)
HUNDREDTH = Decimal("0.01")

CODE = 10
"""The longest code of a section or criterion, in characters."""
NAME = 250
"""The longest name of a set, group or section."""
WORDS = 1500
"""The longest wording of a criterion, option or knock-out."""

Row = Mapping[str, Any]


class SetError(ValueError):
    """The document is not a criteria set; the message names the place."""


@dataclass(frozen=True, slots=True)
class SetHead:
    """What a set says about itself, apart from its criteria."""

    code: str
    decision: str
    number: int
    name: str
    name_en: str
    group: str
    group_name: str
    subgroup_name: str
    lead_agencies: tuple[str, ...]
    effective_from: date
    effective_to: date | None
    complete: bool
    problems: tuple[str, ...]
    doubts: tuple[str, ...]
    source: str


def read_head(document: Row) -> SetHead:
    """The head of a set. Raises `SetError` where a field is missing or of another kind."""
    code = _text(document, "code", "bộ tiêu chí", 20)
    start, end = _day(document, "effective_from", code), _optional_day(document, "effective_to", code)
    if end is not None and end < start:
        raise SetError(f"{code}: “effective_to” phải từ “effective_from” trở đi")
    return SetHead(
        code=code,
        decision=_text(document, "decision", code, 80),
        number=_whole(document, "number", code),
        name=_text(document, "name_vi", code, NAME),
        name_en=_optional_text(document, "name_en", code, NAME),
        group=_text(document, "group", code, 20),
        group_name=_text(document, "group_vi", code, NAME),
        subgroup_name=_text(document, "subgroup_vi", code, NAME),
        lead_agencies=_texts(document, "lead_agencies", code),
        effective_from=start,
        effective_to=end,
        complete=_flag(document, "complete", code, default=True),
        problems=_texts(document, "problems", code),
        doubts=_texts(document, "doubts", code),
        source=_optional_text(document, "source", code, WORDS),
    )


def read_tree(document: Row) -> SetTree:
    """The tree of a set. Raises `SetError` where a field is missing, of another kind or given twice."""
    code = _text(document, "code", "bộ tiêu chí", 20)
    parts = tuple(_part(row) for row in _rows(document, "parts", code))
    sections = tuple(_section(row) for row in _rows(document, "sections", code))
    tree = SetTree(
        code=code,
        name=_text(document, "name_vi", code, NAME),
        parts=parts,
        sections=sections,
        knock_outs=tuple(KnockOut("reject", rule) for rule in _texts(document, "dossier_rejected_if", code)),
    )
    _refuse_twice("phần", (part.code for part in parts))
    _refuse_twice("mục", (section.code for section in sections))
    _refuse_twice("tiêu chí", (criterion.code for criterion in tree.criteria()))
    _refuse_unknown_parts(tree)
    return tree


def problems_of(tree: SetTree) -> list[str]:
    """Why the set cannot be used for scoring; empty when every level of points adds up to 100."""
    return list(_problems(tree))


def _problems(tree: SetTree) -> Iterator[str]:
    for section in tree.sections:
        yield from (problem for criterion in section.criteria for problem in _problems_on(criterion))
        held = sum((c.max_points for c in section.criteria), Decimal(0))
        if held != section.max_points:
            yield f"Mục {section.code}: các tiêu chí cộng được {held:f}/{section.max_points:f}"
    for part in tree.parts:
        held = sum((s.max_points for s in tree.sections if s.part == part.code), Decimal(0))
        if held != part.max_points:
            yield f"Phần {part.code}: các mục cộng được {held:f}/{part.max_points:f}"
    total = sum((part.max_points for part in tree.parts), Decimal(0))
    if total != FULL_MARKS:
        yield f"Cả bộ cộng được {total:f}/100"


def _problems_on(criterion: Criterion) -> Iterator[str]:
    best = max((option.points for option in criterion.options), default=None)
    if best is None:
        yield f"Tiêu chí {criterion.code}: chưa có mức điểm"
    elif best != criterion.max_points:
        yield f"Tiêu chí {criterion.code}: mức cao nhất {best:f}, tối đa ghi {criterion.max_points:f}"
    elif best == 0:
        yield f"Tiêu chí {criterion.code}: không có mức nào trên 0 điểm"


def _refuse_twice(kind: str, codes: Iterable[str]) -> None:
    for code, times in Counter(codes).items():
        if times > 1:
            raise SetError(f"{kind} {code}: mã bị trùng")


def _refuse_unknown_parts(tree: SetTree) -> None:
    known = {part.code for part in tree.parts}
    for section in tree.sections:
        if section.part not in known:
            raise SetError(f"mục {section.code}: không có phần “{section.part}”")


def _part(row: Row) -> Part:
    code = _text(row, "code", "phần", 2)
    place = f"phần {code}"
    return Part(
        code=code,
        name=_optional_text(row, "name_vi", place, NAME),
        max_points=_points(row, "max_points", place),
        name_en=_optional_text(row, "name_en", place, NAME),
    )


def _section(row: Row) -> Section:
    code = _text(row, "code", "mục", CODE)
    place = f"mục {code}"
    return Section(
        code=code,
        part=_text(row, "part", place, 2),
        name=_text(row, "name_vi", place, NAME),
        max_points=_points(row, "max_points", place),
        criteria=tuple(_criterion(item) for item in _rows(row, "criteria", place, may_be_empty=True)),
        name_en=_optional_text(row, "name_en", place, NAME),
    )


def _criterion(row: Row) -> Criterion:
    code = _text(row, "code", "tiêu chí", CODE)
    place = f"tiêu chí {code}"
    condition = _optional_text(row, "applies_if", place, 20)
    if condition not in CONDITIONS:
        raise SetError(f"{place}: điều kiện “{condition}” không có trong danh mục")
    variants = _variants(row, place)
    options = _rows(row, "options", place, may_be_empty=True)
    return Criterion(
        code=code,
        name=_text(row, "name_vi", place, WORDS),
        max_points=_points(row, "max_points", place),
        options=tuple(_option(item, n, place, variants) for n, item in enumerate(options, 1)),
        applies_if=condition,
        any_option_needed_for_star=_star(row, "any_option_needed_for_star", place),
        variants=variants,
        evidence=_texts(row, "required_evidence", place),
        knock_outs=tuple(_knock_out(item, place) for item in _rows_if_any(row, "knockout", place)),
        notes=_texts(row, "notes_vi", place),
        subgroup=_optional_text(row, "subgroup_vi", place, NAME),
    )


def _variants(row: Row, place: str) -> dict[str, str]:
    value = row.get("variants") or {}
    if not isinstance(value, Mapping):
        raise SetError(f"{place}: “variants” phải là một bảng mã và tên")
    return {str(key): _text(value, key, f"{place}, lựa chọn {key}", WORDS) for key in value}


def _option(row: Row, position: int, place: str, variants: Mapping[str, str]) -> Option:
    where = f"{place}, mức {position}"
    variant = _optional_text(row, "variant", where, 2)
    if variant not in variants and (variant or variants):
        raise SetError(f"{where}: không có lựa chọn “{variant}”")
    return Option(
        position=position,
        label=_text(row, "label_vi", where, WORDS),
        points=_points(row, "points", where),
        variant=variant,
        min_for_star=_star(row, "min_for_star", where),
    )


def _knock_out(row: Row, place: str) -> KnockOut:
    effect = _text(row, "effect", place, 20)
    if effect not in EFFECTS:
        raise SetError(f"{place}: hệ quả “{effect}” không có trong danh mục")
    when = _optional_text(row, "when", place, CODE)
    if when not in ("", ZERO):
        raise SetError(f"{place}: “when” chỉ có thể là “{ZERO}”")
    return KnockOut(effect, _text(row, "rule_vi", place, WORDS), when=when)


def _rows(row: Row, name: str, place: str, *, may_be_empty: bool = False) -> list[Row]:
    value = row.get(name)
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise SetError(f"{place}: “{name}” phải là một danh sách")
    if not value and not may_be_empty:
        raise SetError(f"{place}: “{name}” đang trống")
    return value


def _rows_if_any(row: Row, name: str, place: str) -> list[Row]:
    return [] if row.get(name) is None else _rows(row, name, place, may_be_empty=True)


def _text(row: Row, name: str, place: str, longest: int) -> str:
    value = row.get(name)
    if value is None or isinstance(value, bool | list | dict) or not clean(str(value)):
        raise SetError(f"{place}: thiếu “{name}”")
    text = clean(str(value))
    if len(text) > longest:
        raise SetError(f"{place}: “{name}” dài quá {longest} ký tự")
    return text


def _optional_text(row: Row, name: str, place: str, longest: int) -> str:
    return "" if row.get(name) in (None, "") else _text(row, name, place, longest)


def _texts(row: Row, name: str, place: str) -> tuple[str, ...]:
    value = row.get(name)
    if value is None:
        return ()
    if not isinstance(value, list):
        raise SetError(f"{place}: “{name}” phải là một danh sách")
    return tuple(_text({name: item}, name, place, WORDS) for item in value)


def _points(row: Row, name: str, place: str) -> Decimal:
    value = row.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise SetError(f"{place}: “{name}” phải là một số")
    try:
        points = Decimal(str(value))
    except InvalidOperation:
        raise SetError(f"{place}: “{name}” phải là một số") from None
    if not points.is_finite() or not 0 <= points <= FULL_MARKS:
        raise SetError(f"{place}: “{name}” phải từ 0 đến 100")
    if points != points.quantize(HUNDREDTH):
        raise SetError(f"{place}: “{name}” có nhiều nhất hai chữ số thập phân")
    return points


def _star(row: Row, name: str, place: str) -> int | None:
    value = row.get(name)
    if value is not None and (type(value) is not int or value not in STARS):
        raise SetError(f"{place}: “{name}” phải là 3, 4 hoặc 5")
    return value


def _flag(row: Row, name: str, place: str, *, default: bool) -> bool:
    value = row.get(name, default)
    if not isinstance(value, bool):
        raise SetError(f"{place}: “{name}” phải là true hoặc false")
    return value


def _whole(row: Row, name: str, place: str) -> int:
    value = row.get(name)
    if type(value) is not int or not 0 < value < 1000:
        raise SetError(f"{place}: “{name}” phải là một số nguyên dương")
    return value


def _day(row: Row, name: str, place: str) -> date:
    value = row.get(name)
    if type(value) is not date:
        raise SetError(f"{place}: “{name}” phải là ngày dạng 2026-05-22")
    return value


def _optional_day(row: Row, name: str, place: str) -> date | None:
    return None if row.get(name) is None else _day(row, name, place)
