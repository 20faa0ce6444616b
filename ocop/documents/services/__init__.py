from ocop.documents.services.jobs import claim, pulse, request_document, run_job, sweep
from ocop.documents.services.marks import remove_province_mark, set_province_mark
from ocop.documents.services.numbers import spoil_number, take_number
from ocop.documents.services.papers import store_issued

__all__ = [
    "claim",
    "pulse",
    "remove_province_mark",
    "request_document",
    "run_job",
    "set_province_mark",
    "spoil_number",
    "store_issued",
    "sweep",
    "take_number",
]
