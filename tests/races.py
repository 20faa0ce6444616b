"""Many hands at one moment, on the engine that has locks."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from ocop.core.errors import RuleViolation


def at_once(*hands) -> list[str]:
    """What each hand got: "done", or the name of what refused it."""
    gate = Barrier(len(hands))

    def reach(hand) -> str:
        try:
            gate.wait(timeout=20)
            hand()
            return "done"
        except RuleViolation as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(hands)) as pool:
        return sorted(pool.map(reach, hands))
