"""What the database itself guards, on both engines. Imported by migrations.

Totals: every row of a ledger is added to the totals above it, the ceiling first (so that locks are always taken
in the same order); check constraints refuse what goes beyond. Ledgers are added to, never changed. Lines of a
version that is no draft stay as they are.

SQLite loses the triggers of a table that a later migration makes anew (AlterField): such a migration must put
them up again with `put_up`. SQLite guards no DELETE, since Django's test runner empties tables by it.
"""

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


def _triggers():
    """Name, table, moment and events, condition, what is done: None refuses."""
    for table, steps in COUNTED.items():
        yield f"budgets_{table}_counts", table, "AFTER INSERT", "", steps
    yield "budgets_commitment_releases", "commitment", "AFTER UPDATE OF released_vnd", "", RELEASED
    for table in APPEND_ONLY:
        yield f"budgets_{table}_stays", table, "BEFORE UPDATE", "", None
        yield f"budgets_{table}_is_kept", table, "BEFORE DELETE", "", None
    yield "budgets_commitment_stays", "commitment", "BEFORE UPDATE OF amount_vnd, allotment_id", "", None
    yield "budgets_commitment_is_kept", "commitment", "BEFORE DELETE", "", None
    for table, condition in (("line", DRAFT_OF_LINE), ("linesource", DRAFT_OF_SHARE)):
        for moment, row in (("BEFORE INSERT", "NEW"), ("BEFORE UPDATE", "NEW"), ("BEFORE DELETE", "OLD")):
            name = f"budgets_{table}_frozen_{moment.rsplit(maxsplit=1)[-1].lower()}"
            yield name, table, moment, condition.format(row=row), None
    finished = "OLD.state IN ('approved', 'returned')"
    yield "budgets_estimate_frozen", "estimate", "BEFORE UPDATE", finished, None


def _postgresql(name, table, moment, condition, steps):
    said = f"RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation';"
    gives = "RETURN COALESCE(NEW, OLD);"
    guard = f"IF {condition} THEN {said} END IF; {gives}" if condition else said
    body = guard if steps is None else f"{' '.join(steps)} RETURN NULL;"
    if "DELETE" in moment:  # NEW is not assigned there
        body = body.replace("COALESCE(NEW, OLD)", "OLD")
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$;"
        f"DROP TRIGGER IF EXISTS {name} ON budgets_{table};"
        f"CREATE TRIGGER {name} {moment} ON budgets_{table} FOR EACH ROW EXECUTE FUNCTION {name}();"
    )


def _sqlite(name, table, moment, condition, steps):
    body = f"SELECT RAISE(ABORT, '{name}');" if steps is None else " ".join(steps)
    when = f" WHEN {condition}" if condition else ""
    return [
        f"DROP TRIGGER IF EXISTS {name}",
        f"CREATE TRIGGER {name} {moment} ON budgets_{table} FOR EACH ROW{when} BEGIN {body} END",
    ]


def put_up(apps, schema_editor):
    """Make every trigger, or make it anew."""
    for trigger in _triggers():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(_postgresql(*trigger))
        elif "DELETE" not in trigger[2]:
            for statement in _sqlite(*trigger):
                schema_editor.execute(statement)


def take_down(apps, schema_editor):
    for name, table, moment, *_rest in _triggers():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON budgets_{table}; DROP FUNCTION {name}();")
        elif "DELETE" not in moment:
            schema_editor.execute(f"DROP TRIGGER {name}")
