"""What may tie a member to the owner of a product. A hint decides nothing: the member declares."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from registrations.rules import same_tax_code

ACTS_FOR, ADVISED, TAUGHT = "acts_for", "advised", "taught"
SAME_UNIT, SAME_TAX_CODE, SAME_PHONE = "unit", "tax_code", "phone"
PHONE_DIGITS = 9
"""The digits of a phone number that count: those after 0 or +84."""


@dataclass(frozen=True, slots=True)
class MemberTies:
    """What is known of a member. Names are search keys; `acted_for`, `advised` and `taught` are keys of
    producers.
    """

    unit: str = ""
    tax_code: str = ""
    phone: str = ""
    acted_for: Collection[int] = ()
    advised: Collection[int] = ()
    taught: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Owner:
    """What is known of the owner of a product. Names are search keys."""

    key: int
    name: str
    tax_code: str = ""
    phone: str = ""


def hints_of_interest(member: MemberTies, owner: Owner) -> tuple[str, ...]:
    """The ties between a member and an owner, the strongest first.

    `ACTS_FOR`: acts or acted for it; `ADVISED`: its consultant or accountant of now or before;
    `TAUGHT`: taught a class with people of its.
    """
    ties = {
        ACTS_FOR: owner.key in member.acted_for,
        ADVISED: owner.key in member.advised,
        TAUGHT: owner.key in member.taught,
        SAME_UNIT: _same_name(member.unit, owner.name),
        SAME_TAX_CODE: same_tax_code(member.tax_code, owner.tax_code),
        SAME_PHONE: _same_phone(member.phone, owner.phone),
    }
    return tuple(tie for tie, holds in ties.items() if holds)


def _same_name(one: str, other: str) -> bool:
    """One name holds the other, word for word."""
    if not one or not other:
        return False
    return f" {one} " in f" {other} " or f" {other} " in f" {one} "


def _same_phone(one: str, other: str) -> bool:
    ends = [_digits(number)[-PHONE_DIGITS:] for number in (one, other)]
    return len(ends[0]) == PHONE_DIGITS and ends[0] == ends[1]


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
