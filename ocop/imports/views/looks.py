"""How lists and their rows look."""

from __future__ import annotations

from ocop.imports.choices import ImportState, Verdict
from ocop.imports.models import Import, ImportRow
from ocop.ui.parts import Status

STATES = {
    ImportState.UPLOADED: ("draft", "todo"),
    ImportState.READING: ("move", "doing"),
    ImportState.CHECKED: ("act", "check"),
    ImportState.QUEUED: ("move", "doing"),
    ImportState.LOADED: ("good", "done"),
    ImportState.DISCARDED: ("end", "minus"),
}
VERDICTS = {
    Verdict.NEW: ("move", "plus"),
    Verdict.CHANGED: ("seal", "edit"),
    Verdict.SAME: ("plain", "done"),
    Verdict.QUESTION: ("act", "warn"),
    Verdict.ERROR: ("bad", "error"),
}


def state_of(batch: Import) -> Status:
    return Status(*STATES[ImportState(batch.state)], batch.get_state_display())


def verdict_of(row: ImportRow) -> Status:
    return Status(*VERDICTS[Verdict(row.verdict)], row.get_verdict_display())
