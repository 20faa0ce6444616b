"""Lists as they come: workbooks made from rows, brought in by the officers of the cast."""

import io
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from ocop.documents.models import DocumentJob
from ocop.documents.services import run_job
from ocop.imports import services
from ocop.imports.models import Import
from ocop.imports.queries import table_of

HEADERS = ("TT", "Tên sản phẩm", "Chủ thể", "Địa chỉ", "Mã số thuế", "Điện thoại", "Quy cách")


def workbook(rows, headers=HEADERS, title=("ỦY BAN NHÂN DÂN", "DANH SÁCH ĐĂNG KÝ"), failed=()) -> bytes:
    """A sheet with a title block, a header and these rows, each numbered in its first cell.

    `failed` names cells (row and column from 0, what stands there) whose formulas could not be worked out.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("Đăng ký")
    for number, line in enumerate(title):
        sheet.write_string(number, 0, line)
    top = len(title) + 1
    sheet.write_row(top, 0, headers)
    for number, row in enumerate(rows, 1):
        sheet.write_row(top + number, 0, [number, *row])
    for number, column, code in failed:
        sheet.write_formula(top + number + 1, column, "=B9", None, code)
    book.close()
    return target.getvalue()


@pytest.fixture
def bring_in(cast):
    """Upload a list for an officer's own office and look at its preview."""

    def bring(rows, *, actor=None, place=None, content=None, cycle=None, name="dang-ky.xlsx") -> Import:
        actor = actor or cast.officer
        place = place or actor.memberships.get().place
        batch = services.upload_list(
            actor=actor,
            kind="registrations",
            place=place,
            upload=SimpleUploadedFile(name, content or workbook(rows)),
            listed_on=date(2024, 5, 1),
            options={"cycle": (cycle or cast.cycle_148).pk},
        )
        return services.check_list(actor=actor, batch=batch, columns=table_of(batch).mapping)

    return bring


@pytest.fixture
def load():
    """Confirm a list and do its work as the background worker does."""

    def load(batch, *, actor) -> Import:
        job = services.confirm_list(actor=actor, batch=batch)
        run_job(job.pk)
        batch.refresh_from_db()
        assert DocumentJob.objects.get(pk=job.pk).is_open is False
        return batch

    return load
