"""What a budget prescribes: sums, numbers, amounts, norms, differences. Plain values in and out."""

from budgets.rules.amounts import Calculation, Shape, amount_problem, amount_vnd, explained, per_unit_vnd
from budgets.rules.compare import Change, ChangeKind, Said, changes_between, in_one_order
from budgets.rules.norms import NormCheck, NormLimit, NormStand, checked_against, is_passed_by
from budgets.rules.room import Room
from budgets.rules.sources import shares_of
from budgets.rules.tree import (
    MAX_DEPTH,
    MoveProblem,
    Node,
    Placed,
    Tree,
    arranged,
    move_problem,
    sum_explained,
)

__all__ = [
    "MAX_DEPTH",
    "Calculation",
    "Change",
    "ChangeKind",
    "MoveProblem",
    "Node",
    "NormCheck",
    "NormLimit",
    "NormStand",
    "Placed",
    "Room",
    "Said",
    "Shape",
    "Tree",
    "amount_problem",
    "amount_vnd",
    "arranged",
    "changes_between",
    "checked_against",
    "explained",
    "in_one_order",
    "is_passed_by",
    "move_problem",
    "per_unit_vnd",
    "shares_of",
    "sum_explained",
]
