"""How the amount of a line is shared among its sources of funds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def shares_of(amount_vnd: int, asked: Sequence[tuple[int, int | None]]) -> Mapping[int, int]:
    """Source → đồng. One source may leave its amount open and takes what the others leave.

    Raises `ValueError` with the difference in đồng (`args[1]`) where the shares do not add up, and with 0 for
    a source named twice or two open amounts.
    """
    keys = [key for key, _amount in asked]
    open_keys = [key for key, amount in asked if amount is None]
    if len(set(keys)) != len(keys):
        raise ValueError("twice", 0)
    if len(open_keys) > 1:
        raise ValueError("open", 0)
    shares = {key: amount for key, amount in asked if amount is not None}
    rest = amount_vnd - sum(shares.values())
    if open_keys:
        if rest < 0:
            raise ValueError("sum", rest)
        shares[open_keys[0]] = rest
    elif rest and asked:
        raise ValueError("sum", rest)
    return {key: shares[key] for key in keys}
