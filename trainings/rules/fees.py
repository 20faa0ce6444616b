"""What trainers are paid, held against the norm."""

from __future__ import annotations

from ocop.core.money import dotted


def fee_total_vnd(fee_vnd: int, half_days: int) -> int:
    """Whole đồng for all half-days of one trainer."""
    return fee_vnd * half_days


def why_over_the_norm(fee_vnd: int, cap_vnd: int | None, *, reason: str = "") -> str:
    """Why a fee for one half-day cannot stand: it passes the cap and no reason is given; else empty."""
    if cap_vnd is None or fee_vnd <= cap_vnd or reason.strip():
        return ""
    return (
        f"Mức {dotted(fee_vnd)} đồng/buổi vượt định mức {dotted(cap_vnd)} đồng, vượt "
        f"{dotted(fee_vnd - cap_vnd)} đồng. Hãy sửa mức chi hoặc nêu lý do."
    )
