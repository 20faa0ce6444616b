from ocop.programme.services.bodies import add_member, change_body, end_member, give_access, set_up_body
from ocop.programme.services.cycles import (
    bring_in_set,
    close_cycle,
    open_cycle,
    preview_set,
    set_product_targets,
    set_steps,
)
from ocop.programme.services.steps import copy_steps, set_unit_steps

__all__ = [
    "add_member",
    "bring_in_set",
    "change_body",
    "close_cycle",
    "copy_steps",
    "end_member",
    "give_access",
    "open_cycle",
    "preview_set",
    "set_product_targets",
    "set_steps",
    "set_unit_steps",
    "set_up_body",
]
