"""What the programme asks of producers and of a complete dossier. Plain values in, plain answers out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from ocop.core.text import clean, near_keys, search_key, spoken_key

TAX_CODE = re.compile(r"[0-9]{10}(-?[0-9]{3})?")
TAX_CODE_DIGITS = 10
"""Of a company; a branch has three more."""
LICENCE = re.compile(r"(?=.*[0-9])[0-9A-Za-zĐđÀ-ỹ][0-9A-Za-zĐđÀ-ỹ ./-]{3,28}")
"""From 4 characters, at least one of them a digit: shorter ones stand for no licence."""
KINDS_WITH_TAX_CODE = frozenset(
    {"cooperative", "private_enterprise", "limited_company", "joint_stock_company"}
)
"""Registered in the national business register: their number is the tax code (10 digits, a branch 13)."""

FORM_FIELDS = (
    "organisation_name",
    "legal_rep_name",
    "contact_address",
    "phone",
    "product_name",
    "sample_count",
    "signed_place",
    "signed_on",
    "signed_by",
    "declaration_accepted",
)
"""What a complete registration form holds (Mẫu số 01, 26/2026/QĐ-TTg)."""

CONTENT_FIELDS = {
    "plan": ("product_plan", "materials", "technology", "markets", "marketing", "investment_vnd", "planned"),
    "profile": ("established_on", "history", "structure", "workers", "local_workers"),
    "changes": ("materials", "technology", "packaging", "quality", "markets", "output"),
    "assessment": (
        "rep_gender",
        "rep_ethnicity",
        "rep_residence",
        "established_on",
        "description",
        "history",
        "structure",
        "material_area",
        "technology",
        "processing",
        "packing",
        "achieved",
        "markets",
        "product_plan",
        "production_plan",
        "market_plan",
    ),
}
"""What a complete part holds; `achieved` and `planned` are figures by year."""

NEEDED_EVIDENCE = ("business_registration",)
"""Papers that every dossier cites; the others depend on the criteria claimed."""


ACHIEVED_YEARS, PLANNED_YEARS = 3, 3
"""How many years before the cycle's are told, and how many from it on are planned."""


class NumberShape(StrEnum):
    """What is wrong with a registration number."""

    NOT_A_TAX_CODE = "not_a_tax_code"
    NOT_A_LICENCE = "not_a_licence"


def number_problem(kind: str, number: str) -> NumberShape | None:
    """What is wrong with the number under which a producer of this kind is registered; None when nothing."""
    if kind in KINDS_WITH_TAX_CODE:
        return None if TAX_CODE.fullmatch(number) else NumberShape.NOT_A_TAX_CODE
    return None if LICENCE.fullmatch(number) else NumberShape.NOT_A_LICENCE


def plain_number(kind: str, number: str) -> str:
    """The number as it is kept: a branch's tax code always with its dash, so that it is known again."""
    if kind in KINDS_WITH_TAX_CODE and re.fullmatch(r"[0-9]{13}", number):
        return f"{number[:10]}-{number[10:]}"
    return number


def with_zero_in_front(number: str) -> str:
    """The tax code that a sheet may have kept as this number, without its 0; empty where it cannot be."""
    return f"0{number}" if re.fullmatch(r"[1-9][0-9]{8}([0-9]{3})?", number) else ""


class Part(StrEnum):
    """The parts of a dossier."""

    FORM = "form"
    SET = "set"
    PLAN = "plan"
    PROFILE = "profile"
    CHANGES = "changes"
    ASSESSMENT = "assessment"
    SCORES = "scores"
    EVIDENCE = "evidence"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something a dossier lacks: the part it belongs to and what exactly."""

    part: Part
    item: str


@dataclass(frozen=True, slots=True)
class Filing:
    """What a dossier holds, as plain values.

    `form` maps the fields of the registration form to their values; `report` maps the contents of the
    commune's report to their words, or is None where the regime knows no such report. `scores` counts the
    criteria the producer scored; `scores_needed` says whether the regime asks for a self-assessment.
    """

    form: Mapping[str, object]
    set_chosen: bool
    set_complete: bool
    set_of_regime: bool
    scores: int
    scores_needed: bool
    evidence_kinds: frozenset[str]
    report: Mapping[str, object] | None
    contents: Mapping[Part, Mapping[str, object]] = field(default_factory=dict)
    """The other forms that the regime requires of this registration, with what is written in each."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a year brought or is to bring: output in its unit, revenue and profit in whole đồng."""

    year: int
    output: Decimal | None = None
    output_unit: str = ""
    revenue_vnd: int | None = None
    profit_vnd: int | None = None

    @property
    def is_empty(self) -> bool:
        return self.output is None and self.revenue_vnd is None and self.profit_vnd is None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the organisation: who heads it, how many people, what they do."""

    name: str
    head: str = ""
    people: int | None = None
    duties: str = ""


def years_told(cycle_year: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The years achieved and the years planned in a dossier of this cycle."""
    achieved = tuple(range(cycle_year - ACHIEVED_YEARS, cycle_year))
    return achieved, tuple(range(cycle_year, cycle_year + PLANNED_YEARS))


def earns_more_than_it_takes(figure: Figure) -> bool:
    """Whether the profit of a year is larger than its revenue, which cannot be."""
    both = figure.profit_vnd is not None and figure.revenue_vnd is not None
    return both and figure.profit_vnd > figure.revenue_vnd


def missing_parts(filing: Filing, *, with_report: bool = True) -> list[Missing]:
    """What must be added before the dossier goes up; empty when it is complete.

    `with_report` is False for the producer, who does not write the commune's report.
    """
    missing = [*_missing_fields(Part.FORM, filing.form, FORM_FIELDS), *_missing_of_set(filing)]
    for part, written in filing.contents.items():
        missing += _missing_fields(part, written, CONTENT_FIELDS[part])
    if filing.scores_needed and not filing.scores:
        missing.append(Missing(Part.SCORES, "none"))
    missing += [Missing(Part.EVIDENCE, kind) for kind in NEEDED_EVIDENCE if kind not in filing.evidence_kinds]
    if with_report and filing.report is not None:
        missing += _missing_fields(Part.REPORT, filing.report, filing.report)
    return missing


def _missing_of_set(filing: Filing) -> Iterator[Missing]:
    if not filing.set_chosen:
        yield Missing(Part.SET, "none")
    elif not filing.set_of_regime:
        yield Missing(Part.SET, "foreign")
    elif not filing.set_complete:
        yield Missing(Part.SET, "incomplete")


def _missing_fields(part: Part, values: Mapping[str, object], names: Iterable[str]) -> Iterator[Missing]:
    """Nothing, no words and an unticked box are missing; the number 0 is an answer."""
    for name in names:
        value = values.get(name)
        if value is None or value is False or (isinstance(value, str) and not value.strip()):
            yield Missing(part, name)


class Likeness(StrEnum):
    """Why two entries may be one producer."""

    TAX_CODE = "tax_code"
    PHONE = "phone"
    NAME = "name"


_ABBREVIATIONS = {
    "htx": "hop tac xa",
    "hkd": "ho kinh doanh",
    "tht": "to hop tac",
    "dntn": "doanh nghiep tu nhan",
    "cty": "cong ty",
    "cp": "co phan",
    "mtv": "mot thanh vien",
    "cs": "co so",
    "trach nhiem huu han": "tnhh",
}
_KINDS_IN_NAMES = re.compile(
    r"\b(hop tac xa|ho kinh doanh|ho san xuat|to hop tac|doanh nghiep tu nhan|cong ty|co phan|tnhh"
    r"|mot thanh vien|co so san xuat|co so|trang trai|nong nghiep|dich vu|san xuat|thuong mai)\b"
)
_HOUSEHOLD = re.compile(
    r"^hộ (?!kinh doanh\b|sản xuất\b)(?:(?:gia đình|ông|bà|anh|chị) )*(?=\w)", re.IGNORECASE
)
"""How a household's name begins. Read with its marks: Hồ is a surname."""
NEAR_FROM = 8
"""A name shorter than this many characters is near to nothing but itself."""


def bare_name(name: str) -> str:
    """What tells an organisation's name from others: no marks, no words for its kind.

    “HTX Xoài Mỹ Hiệp” and “Hợp tác xã xoài Mỹ Hiệp” are both “xoai my hiep”, “Hộ ông Ba” and “HKD Ba” both
    “ba”; a name of nothing but such words is kept whole.
    """
    key = f" {search_key(_HOUSEHOLD.sub('', clean(name)))} "
    for short, full in _ABBREVIATIONS.items():
        key = key.replace(f" {short} ", f" {full} ")
    return " ".join(_KINDS_IN_NAMES.sub(" ", key).split()) or key.strip()


def bare_names(name: str) -> tuple[str, ...]:
    """The bare name; of one typed without marks that begins with “Ho” also what it is if that means “Hộ”."""
    bare = bare_name(name)
    meant = bare_name(f"hộ {bare.removeprefix('ho ')}") if name.isascii() else bare
    return (bare, meant) if bare.startswith("ho ") and meant != bare else (bare,)


_IN_FULL = (
    ("hộ kinh doanh cá thể", "hkd"),
    ("doanh nghiệp tư nhân", "dntn"),
    ("trách nhiệm hữu hạn", "tnhh"),
    ("một thành viên", "mtv"),
    ("hộ kinh doanh", "hkd"),
    ("hợp tác xã", "htx"),
    ("tổ hợp tác", "tht"),
    ("công ty", "cty"),
    ("cổ phần", "cp"),
    ("cơ sở", "cs"),
)
_SHORT_FORMS = tuple((f" {spoken_key(full)} ", f" {short} ") for full, short in _IN_FULL)
_KINDS_BY_BEGINNING = (
    ("htx", "cooperative"),
    ("liên hiệp htx", "cooperative"),
    ("tht", "cooperative_group"),
    ("hkd", "household"),
    ("trang trại", "farm"),
    ("dntn", "private_enterprise"),
    ("cty cp", "joint_stock_company"),
    ("cty tnhh", "limited_company"),
    ("hội", "association"),
    ("hiệp hội", "association"),
)
_BEGINNINGS = tuple((f"{spoken_key(words)} ", kind) for words, kind in _KINDS_BY_BEGINNING)


@lru_cache(maxsize=10_000)
def name_key(name: str) -> str:
    """The same for all spellings of one name: kinds in short or in full, case, seat of the tone mark."""
    key = f" {spoken_key(name)} "
    for full, short in _SHORT_FORMS:
        key = key.replace(full, short)
    return key.strip()


def kind_in_name(name: str) -> str:
    """The kind of organisation that a name begins with, or empty where it does not say."""
    key = f"{name_key(name)} "
    found = (kind for words, kind in _BEGINNINGS if key.startswith(words))
    return next(found, "")


def near_names(one: str, other: str) -> bool:
    """Whether two names may mean one thing: the same bare name, or one letter of a long one apart."""
    return any(_near(mine, yours) for mine in bare_names(one) for yours in bare_names(other))


def _near(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) >= NEAR_FROM and not near_keys(one).isdisjoint(near_keys(other))


def same_phone(one: str, other: str) -> bool:
    """The same number, however it is grouped and whether it starts with 0 or +84."""
    return bool(plain := plain_phone(one)) and plain == plain_phone(other)


def plain_phone(phone: str) -> str:
    """The digits of a number as they are dialled here: +84 is 0."""
    digits = re.sub(r"[^0-9]", "", phone)
    return f"0{digits[2:]}" if digits.startswith("84") and len(digits) > 10 else digits


def same_tax_code(one: str, other: str) -> bool:
    """The same tax code, or branches under it."""
    return bool(root := root_of_tax_code(one)) and root == root_of_tax_code(other)


def root_of_tax_code(number: str) -> str:
    """The ten digits that a company and its branches share; empty for what is no tax code."""
    return number[:TAX_CODE_DIGITS] if TAX_CODE.fullmatch(number) else ""
