"""The way of a list: uploaded, checked (a long one in the background), loaded; or discarded."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core.roles import Role
from ocop.documents.queries import open_job
from ocop.imports.choices import ImportState, Verdict
from ocop.imports.kinds import kinds
from ocop.imports.models import Import
from ocop.workflow import Move, Workflow

S = ImportState
OPEN = (S.UPLOADED, S.CHECKED)
"""States in which a list can still be decided about."""
READ, LOAD = "import-read", "import-load"
"""The kinds of background work that make the preview of a long list, and load a list."""
WORK = {S.READING: READ, S.QUEUED: LOAD}
"""What works on a list while it is in a state."""


def roles_for(batch: Import) -> frozenset[Role]:
    return kinds()[batch.kind].roles


def rows_that_cannot_go(batch: Import) -> Iterator[str]:
    """Why a list cannot be loaded yet: rows with faults or questions not set aside, or no row left."""
    going = batch.rows.filter(set_aside=False)
    stuck = going.filter(verdict__in=[Verdict.ERROR, Verdict.QUESTION]).count()
    if stuck:
        yield _("Còn %(count)s dòng lỗi hoặc chưa trả lời. Hãy sửa, trả lời hoặc để riêng.") % {
            "count": stuck
        }
    elif not going.exists():
        yield _("Không còn dòng nào để nạp.")


def work_still_runs(batch: Import) -> Iterator[str]:
    if open_job(WORK[S(batch.state)], batch.pk):
        yield _("Cổng còn đang làm việc với danh sách này.")


IMPORT = Workflow(
    "import",
    (
        Move("read", gettext_lazy("Xem trước trong nền"), frozenset(OPEN), S.READING),
        Move("check", gettext_lazy("Xem trước"), frozenset({*OPEN, S.READING}), S.CHECKED),
        Move("unread", gettext_lazy("Không xem trước được"), frozenset({S.READING}), S.UPLOADED),
        Move(
            "reopen",
            gettext_lazy("Xem lại cột"),
            frozenset({S.READING}),
            S.UPLOADED,
            roles_for,
            blockers=work_still_runs,
        ),
        Move(
            "confirm",
            gettext_lazy("Nạp danh sách"),
            frozenset({S.CHECKED}),
            S.QUEUED,
            roles_for,
            blockers=rows_that_cannot_go,
        ),
        Move("load", gettext_lazy("Ghi vào cổng"), frozenset({S.QUEUED}), S.LOADED),
        Move("give_back", gettext_lazy("Không nạp được"), frozenset({S.QUEUED}), S.CHECKED),
        Move(
            "take_back",
            gettext_lazy("Xem lại"),
            frozenset({S.QUEUED}),
            S.CHECKED,
            roles_for,
            blockers=work_still_runs,
        ),
        Move(
            "discard",
            gettext_lazy("Bỏ danh sách"),
            frozenset(OPEN),
            S.DISCARDED,
            roles_for,
        ),
    ),
)
