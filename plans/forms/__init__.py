from plans.forms.events import EventChangeForm, EventCloseForm, EventCorrectForm, EventFilter, EventForm
from plans.forms.parts import PART_FORMS, PartForm, StepForm
from plans.forms.plans import IssueForm, PlanFilter, SectionForm, SettingsForm, StartForm
from plans.forms.reports import (
    ConfirmForm,
    IndicatorForm,
    ReportFilter,
    ReportForm,
    ReportRuleForm,
    SignedForm,
)
from plans.forms.targets import TargetChangeForm, TargetFilter, TargetForm, TargetSplitForm

__all__ = [
    "PART_FORMS",
    "ConfirmForm",
    "EventChangeForm",
    "EventCloseForm",
    "EventCorrectForm",
    "EventFilter",
    "EventForm",
    "IndicatorForm",
    "IssueForm",
    "PartForm",
    "PlanFilter",
    "ReportFilter",
    "ReportForm",
    "ReportRuleForm",
    "SectionForm",
    "SettingsForm",
    "SignedForm",
    "StartForm",
    "StepForm",
    "TargetChangeForm",
    "TargetFilter",
    "TargetForm",
    "TargetSplitForm",
]
