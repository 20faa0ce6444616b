"""Criteria sets as text: read a set's YAML document, and say in plain words what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from ocop.law.rules.sheets import Criterion, KnockOut, Option, Section, SetTree

EFFECTS = frozenset({"reject", "eliminate", "stop_scoring", "precondition"})
STARS = frozenset({3, 4, 5})
FULL_MARKS = Decimal(100)


class SetError(ValueError):
    """The document is not a criteria set; the message names the place."""


def read_tree(document: Mapping[str, Any]) -> SetTree:
    """The tree of a set. Raises `SetError` where a field is missing or of another kind."""
    code = _text(document, "code", "bộ tiêu chí")
    parts = {
        _text(p, "code", "phần"): _points(p, "max_points", "phần") for p in _rows(document, "parts", code)
    }
    sections = tuple(_section(row) for row in _rows(document, "sections", code))
    head = tuple(KnockOut("reject", str(rule)) for rule in document.get("dossier_rejected_if") or ())
    return SetTree(code, _text(document, "name_vi", code), parts, sections, head)


def problems_of(tree: SetTree) -> list[str]:
    """Why the set cannot be used for scoring; empty when every level of points adds up to 100."""
    return list(_problems(tree))


def _problems(tree: SetTree) -> Iterator[str]:
    codes: set[str] = set()
    for section in tree.sections:
        for criterion in section.criteria:
            if criterion.code in codes:
                yield f"Tiêu chí {criterion.code}: mã bị trùng"
            codes.add(criterion.code)
            best = max((option.points for option in criterion.options), default=None)
            if best is None:
                yield f"Tiêu chí {criterion.code}: chưa có mức điểm"
            elif best != criterion.max_points:
                yield f"Tiêu chí {criterion.code}: mức cao nhất {best:f}, tối đa ghi {criterion.max_points:f}"
        held = sum((c.max_points for c in section.criteria), Decimal(0))
        if held != section.max_points:
            yield f"Mục {section.code}: các tiêu chí cộng được {held:f}/{section.max_points:f}"
    for part, points in tree.parts.items():
        held = sum((s.max_points for s in tree.sections if s.part == part), Decimal(0))
        if held != points:
            yield f"Phần {part}: các mục cộng được {held:f}/{points:f}"
    total = sum(tree.parts.values(), Decimal(0))
    if total != FULL_MARKS:
        yield f"Cả bộ cộng được {total:f}/100"


def _section(row: Mapping[str, Any]) -> Section:
    code = _text(row, "code", "mục")
    place = f"mục {code}"
    criteria = tuple(_criterion(item) for item in _rows(row, "criteria", place, may_be_empty=True))
    return Section(
        code,
        _text(row, "part", place),
        _text(row, "name_vi", place),
        _points(row, "max_points", place),
        criteria,
    )


def _criterion(row: Mapping[str, Any]) -> Criterion:
    code = _text(row, "code", "tiêu chí")
    place = f"tiêu chí {code}"
    options = tuple(
        _option(item, n, place) for n, item in enumerate(_rows(row, "options", place, may_be_empty=True), 1)
    )
    return Criterion(
        code=code,
        name=_text(row, "name_vi", place),
        max_points=_points(row, "max_points", place),
        options=options,
        applies_if=str(row.get("applies_if") or ""),
        any_option_needed_for_star=_star(row, "any_option_needed_for_star", place),
        variants={str(key): str(value) for key, value in (row.get("variants") or {}).items()},
        evidence=tuple(str(hint) for hint in row.get("required_evidence") or ()),
        knock_outs=tuple(_knock_out(item, place) for item in row.get("knockout") or ()),
        notes=tuple(str(note) for note in row.get("notes_vi") or ()),
        subgroup=str(row.get("subgroup_vi") or ""),
    )


def _option(row: Mapping[str, Any], position: int, place: str) -> Option:
    where = f"{place}, mức {position}"
    return Option(
        position=position,
        label=_text(row, "label_vi", where),
        points=_points(row, "points", where),
        variant=str(row.get("variant") or ""),
        min_for_star=_star(row, "min_for_star", where),
    )


def _knock_out(row: Mapping[str, Any], place: str) -> KnockOut:
    effect = _text(row, "effect", place)
    if effect not in EFFECTS:
        raise SetError(f"{place}: hệ quả “{effect}” không có trong danh mục")
    return KnockOut(effect, _text(row, "rule_vi", place))


def _rows(
    row: Mapping[str, Any], name: str, place: str, *, may_be_empty: bool = False
) -> list[Mapping[str, Any]]:
    value = row.get(name)
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise SetError(f"{place}: “{name}” phải là một danh sách")
    if not value and not may_be_empty:
        raise SetError(f"{place}: “{name}” đang trống")
    return value


def _text(row: Mapping[str, Any], name: str, place: str) -> str:
    value = row.get(name)
    if value is None or isinstance(value, list | dict) or not str(value).strip():
        raise SetError(f"{place}: thiếu “{name}”")
    return str(value).strip()


def _points(row: Mapping[str, Any], name: str, place: str) -> Decimal:
    value = row.get(name)
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise SetError(f"{place}: “{name}” phải là một số")
    try:
        points = Decimal(value)
    except InvalidOperation:
        raise SetError(f"{place}: “{name}” phải là một số") from None
    if not 0 <= points <= FULL_MARKS:
        raise SetError(f"{place}: “{name}” phải từ 0 đến 100")
    return points


def _star(row: Mapping[str, Any], name: str, place: str) -> int | None:
    value = row.get(name)
    if value is not None and value not in STARS:
        raise SetError(f"{place}: “{name}” phải là 3, 4 hoặc 5")
    return value
