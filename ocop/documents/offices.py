"""Who signs and under which power (Decree 30/2020/NĐ-CP, Appendix I): TM., KT., TL., TUQ."""

from __future__ import annotations

import re
from enum import StrEnum

CHIEF = "CHỦ TỊCH"
_POWERS = re.compile(r"(?:TM|KT|TL|TUQ|Q)\.\s")
_OF_THE_COMMITTEE = re.compile(r"\s+(?:UBND|Ủy ban|Uỷ ban)\b.*", re.IGNORECASE)


class Power(StrEnum):
    """How a signer stands to the head of the body. The value is what is printed before the head's title."""

    OWN = ""
    FOR = "KT."
    """A deputy signs for the head (ký thay)."""
    BY_ORDER = "TL."
    """The head of an office below signs by order (thừa lệnh)."""
    BY_MANDATE = "TUQ."
    """Somebody signs by a written mandate (thừa ủy quyền)."""
    ACTING = "Q."
    """Acting head (quyền)."""


def office_lines(
    *, chief: str = CHIEF, power: Power = Power.OWN, signer: str = "", on_behalf_of: str = ""
) -> tuple[str, ...]:
    """The lines in capitals above a signature.

    `chief` is the title of the head of the body, `signer` that of who signs for them, `on_behalf_of` the body
    that acts collectively (“ỦY BAN NHÂN DÂN”): it is left out where the head decides in their own power.
    Raises `ValueError` where somebody signs for the head without a title of their own.

        TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH
    """
    lines = [f"TM. {on_behalf_of.upper()}"] if on_behalf_of else []
    if power in (Power.OWN, Power.ACTING):
        return (*lines, f"{power} {chief}".strip().upper())
    if not signer.strip():
        raise ValueError("who signs for the head needs a title")
    return (*lines, f"{power} {chief}".upper(), signer.upper())


def office_of_title(title: str, *, on_behalf_of: str = "", chief: str = CHIEF) -> tuple[str, ...]:
    """The lines above the signature of somebody whose title is known.

    A deputy signs for the head, who heads an office below signs by order, a title that names its power itself
    (“TL. Chủ tịch / Giám đốc Sở”) is taken as it stands. Only the head and who signs for the head act for the
    collective body.

    “Phó Chủ tịch UBND tỉnh” → KT. CHỦ TỊCH / PHÓ CHỦ TỊCH; “Chủ tịch” → CHỦ TỊCH;
    “Chánh Văn phòng” → TL. CHỦ TỊCH / CHÁNH VĂN PHÒNG.
    """
    plain, chief = " ".join(title.upper().split()), chief.upper()
    if _POWERS.match(plain):
        return _as_written(plain, chief=chief, on_behalf_of=on_behalf_of)
    if plain.startswith("PHÓ ") and chief in plain:
        return office_lines(chief=chief, power=Power.FOR, signer=f"PHÓ {chief}", on_behalf_of=on_behalf_of)
    if not plain or chief in plain:
        acting = Power.ACTING if plain.startswith("QUYỀN ") else Power.OWN
        return office_lines(chief=chief, power=acting, on_behalf_of=on_behalf_of)
    if plain.startswith("PHÓ "):
        own = (f"{Power.FOR} {plain.removeprefix('PHÓ ')}", plain)
        return own if chief != CHIEF else (f"{Power.BY_ORDER} {chief}", *own)
    return office_lines(chief=chief, power=Power.BY_ORDER, signer=plain)


def _as_written(plain: str, *, chief: str, on_behalf_of: str) -> tuple[str, ...]:
    """The lines of a title that begins with a power, one at each stroke, or behind the title of the head."""
    lines = [line.strip() for line in plain.split("/") if line.strip()]
    power = plain.split(maxsplit=1)[0]
    head = f"{power} {chief}"
    if len(lines) == 1 and plain.startswith(f"{head} "):
        lines = [head, plain.removeprefix(head).strip(" -,")]
    collective = power in (Power.FOR, Power.ACTING) and on_behalf_of
    return (f"TM. {on_behalf_of.upper()}", *lines) if collective else tuple(lines)


def title_to_sign_with(post_title: str, *, chief: str = CHIEF) -> str:
    """As what the holder of a post signs: “Phó Chủ tịch UBND huyện” → “Phó Chủ tịch”. A post that does not
    name the head of the body is taken for that of the head.
    """
    title = _OF_THE_COMMITTEE.sub("", post_title).strip()
    return title if chief.casefold() in title.casefold() else chief.capitalize()
