from ocop.documents.services.jobs import claim, pulse, request_document, run_job, sweep
from ocop.documents.services.marks import remove_province_mark, set_province_mark
from ocop.documents.services.numbers import (
    assign_number,
    enter_number,
    hold_number,
    reserve_number,
    spoil_number,
    take_number,
)
from ocop.documents.services.papers import store_issued, write_whole

__all__ = [
    "assign_number",
    "claim",
    "enter_number",
    "hold_number",
    "pulse",
    "remove_province_mark",
    "request_document",
    "reserve_number",
    "run_job",
    "set_province_mark",
    "spoil_number",
    "store_issued",
    "sweep",
    "take_number",
    "write_whole",
]
