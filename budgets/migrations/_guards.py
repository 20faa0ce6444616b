"""What the database itself guards, on both engines. Imported by migrations.

Totals: every row of a ledger is added to the totals above it, the ceiling first (so that locks are always taken
in the same order); check constraints refuse what goes beyond. Ledgers are added to, never changed. Lines of a
version that is no draft stay as they are.

A migration that makes one of these tables anew must put the guards up again (`ocop.core.guards`).
"""

from ocop.core import guards as in_database
from ocop.core.guards import Guard

CEILING = "(SELECT ceiling_id FROM budgets_allotment WHERE id = NEW.allotment_id)"
VIA_COMMITMENT = "(SELECT allotment_id FROM budgets_commitment WHERE id = NEW.commitment_id)"
CEILING_OF_PAYMENT = (
    "(SELECT a.ceiling_id FROM budgets_allotment a JOIN budgets_commitment c ON c.allotment_id = a.id"
    " WHERE c.id = NEW.commitment_id)"
)


def _add(table: str, column: str, amount: str, row: str) -> str:
    return f"UPDATE budgets_{table} SET {column} = {column} + ({amount}) WHERE id = {row};"


COUNTED = {
    "allocation": [
        _add("ceiling", "allocated_vnd", "NEW.amount_vnd", CEILING),
        _add("allotment", "allocated_vnd", "NEW.amount_vnd", "NEW.allotment_id"),
    ],
    "transfer": [
        _add("ceiling", "moved_vnd", "-NEW.amount_vnd", "NEW.giver_id"),
        _add("ceiling", "moved_vnd", "NEW.amount_vnd", "NEW.taker_id"),
    ],
    "waiver": [_add("allotment", "waived_vnd", "NEW.amount_vnd", "NEW.allotment_id")],
    "commitment": [
        _add("ceiling", "committed_vnd", "NEW.amount_vnd", CEILING),
        _add("allotment", "committed_vnd", "NEW.amount_vnd", "NEW.allotment_id"),
    ],
    "payment": [
        _add("ceiling", "paid_vnd", "NEW.amount_vnd", CEILING_OF_PAYMENT),
        _add("allotment", "paid_vnd", "NEW.amount_vnd", VIA_COMMITMENT),
        _add("commitment", "paid_vnd", "NEW.amount_vnd", "NEW.commitment_id"),
    ],
    "settlement": [
        _add("ceiling", "settled_vnd", "NEW.amount_vnd", CEILING),
        _add("allotment", "settled_vnd", "NEW.amount_vnd", "NEW.allotment_id"),
    ],
}
RELEASED = [
    _add("ceiling", "committed_vnd", "OLD.released_vnd - NEW.released_vnd", CEILING),
    _add("allotment", "committed_vnd", "OLD.released_vnd - NEW.released_vnd", "NEW.allotment_id"),
]
APPEND_ONLY = ("allocation", "transfer", "waiver", "payment", "settlement")
DRAFT_OF_LINE = "(SELECT state FROM budgets_estimate WHERE id = {row}.estimate_id) <> 'draft'"
DRAFT_OF_SHARE = (
    "(SELECT e.state FROM budgets_estimate e JOIN budgets_line l ON l.estimate_id = e.id"
    " WHERE l.id = {row}.line_id) <> 'draft'"
)


def guards():
    for table, steps in COUNTED.items():
        yield _of(table, "counts", "AFTER INSERT", steps=steps)
    yield _of("commitment", "releases", "AFTER UPDATE OF released_vnd", steps=RELEASED)
    for table in APPEND_ONLY:
        yield _of(table, "stays", "BEFORE UPDATE")
        yield _of(table, "is_kept", "BEFORE DELETE")
    yield _of("commitment", "stays", "BEFORE UPDATE OF amount_vnd, allotment_id")
    yield _of("commitment", "is_kept", "BEFORE DELETE")
    for table, condition in (("line", DRAFT_OF_LINE), ("linesource", DRAFT_OF_SHARE)):
        for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            yield _of(table, f"frozen_{event.lower()}", f"BEFORE {event}", condition.format(row=row))
    yield _of("estimate", "frozen", "BEFORE UPDATE", "OLD.state IN ('approved', 'returned')")


def _of(table: str, what: str, moment: str, condition: str = "", steps=()) -> Guard:
    return Guard(f"budgets_{table}_{what}", f"budgets_{table}", moment, condition, steps)


put_up, take_down = in_database.put_up(guards), in_database.take_down(guards)
