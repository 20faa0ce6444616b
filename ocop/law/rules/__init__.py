"""What the programme prescribes, as plain functions over frozen values. No Django, no clock, no database."""

from ocop.law.rules.calendar import add_working_days, working_days_between
from ocop.law.rules.coach import CoachPlan, CoachStep, Effort, next_star, plan_for, sheet_stars
from ocop.law.rules.companies import CompanyClass, SizeLimit, company_class, company_size
from ocop.law.rules.forms import FiledForm, FormKind, When
from ocop.law.rules.regimes import DatedRound, Deadline, Power, RegimeRules, Round, Task
from ocop.law.rules.sheets import (
    Criterion,
    KnockOut,
    Option,
    Part,
    Section,
    SetTree,
    active_criteria,
    knock_outs_of,
    knock_outs_set_off,
    maximum_path,
    sheet_total,
    unmarked,
)
from ocop.law.rules.stars import Band, FailedMinimum, failed_minima, mean, stars_after_minima, stars_for
from ocop.law.rules.terms import days_left, due_after_pause, subtract_working_days

__all__ = [
    "Band",
    "CoachPlan",
    "CoachStep",
    "CompanyClass",
    "Criterion",
    "DatedRound",
    "Deadline",
    "Effort",
    "FailedMinimum",
    "FiledForm",
    "FormKind",
    "KnockOut",
    "Option",
    "Part",
    "Power",
    "RegimeRules",
    "Round",
    "Section",
    "SetTree",
    "SizeLimit",
    "Task",
    "When",
    "active_criteria",
    "add_working_days",
    "company_class",
    "company_size",
    "days_left",
    "due_after_pause",
    "failed_minima",
    "knock_outs_of",
    "knock_outs_set_off",
    "maximum_path",
    "mean",
    "next_star",
    "plan_for",
    "sheet_stars",
    "sheet_total",
    "stars_after_minima",
    "stars_for",
    "subtract_working_days",
    "unmarked",
    "working_days_between",
]
