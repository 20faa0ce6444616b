from ocop.documents.services.acts import end_act, register_act
from ocop.documents.services.jobs import claim, pulse, request_document, run_job, sweep
from ocop.documents.services.marks import redraw_heavy_mark, remove_province_mark, set_province_mark
from ocop.documents.services.numbers import (
    assign_number,
    enter_number,
    hold_number,
    reserve_number,
    spoil_number,
    take_number,
)
from ocop.documents.services.papers import store_issued, write_whole
from ocop.documents.services.signing import bytes_of, take_signed_copy, training_copy

__all__ = [
    "assign_number",
    "bytes_of",
    "claim",
    "end_act",
    "enter_number",
    "hold_number",
    "pulse",
    "redraw_heavy_mark",
    "register_act",
    "remove_province_mark",
    "request_document",
    "reserve_number",
    "run_job",
    "set_province_mark",
    "spoil_number",
    "store_issued",
    "sweep",
    "take_number",
    "take_signed_copy",
    "training_copy",
    "write_whole",
]
