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
    "ConfirmForm",
    "IndicatorForm",
    "ReportFilter",
    "ReportForm",
    "ReportRuleForm",
    "SignedForm",
    "TargetChangeForm",
    "TargetFilter",
    "TargetForm",
    "TargetSplitForm",
]
