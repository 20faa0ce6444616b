from budgets.forms.approval import AppraiseForm, ApproveForm, CommentForm, ReturnForm, ReturnReasonForm
from budgets.forms.estimates import BudgetFilter, CarryOverForm, ConfirmForm, RevisionForm, StartForm
from budgets.forms.execution import (
    AllocateForm,
    AllotmentFilter,
    BindMoneyForm,
    CommitForm,
    PapersForm,
    PayForm,
    ReleaseForm,
    SettleForm,
    TransferForm,
    WaiveForm,
)
from budgets.forms.lines import LineForm, MoveForm, PlaceLineForm
from budgets.forms.norms import NormEndForm, NormFilter, NormForm

__all__ = [
    "AllocateForm",
    "AllotmentFilter",
    "AppraiseForm",
    "ApproveForm",
    "BindMoneyForm",
    "BudgetFilter",
    "CarryOverForm",
    "CommentForm",
    "CommitForm",
    "ConfirmForm",
    "LineForm",
    "MoveForm",
    "NormEndForm",
    "NormFilter",
    "NormForm",
    "PapersForm",
    "PayForm",
    "PlaceLineForm",
    "ReleaseForm",
    "ReturnForm",
    "ReturnReasonForm",
    "RevisionForm",
    "SettleForm",
    "StartForm",
    "TransferForm",
    "WaiveForm",
]
