from ocop.programme.forms.bodies import (
    AccessForm,
    BodyChangeForm,
    BodyFilter,
    BodyForm,
    MemberEndForm,
    MemberForm,
)
from ocop.programme.forms.cycles import CloseForm, CycleForm, SetImportForm, StepsForm
from ocop.programme.forms.steps import UnitField, UnitStepsForm

__all__ = [
    "AccessForm",
    "BodyChangeForm",
    "BodyFilter",
    "BodyForm",
    "CloseForm",
    "CycleForm",
    "MemberEndForm",
    "MemberForm",
    "SetImportForm",
    "StepsForm",
    "UnitField",
    "UnitStepsForm",
]
