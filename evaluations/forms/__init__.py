"""What people of councils, officers and leaders fill in."""

from evaluations.forms.certificates import (
    CaseFilter,
    CertificateFilter,
    ConclusionForm,
    RenewalFilter,
    RenewForm,
    RevokeForm,
)
from evaluations.forms.councils import (
    CouncilFilter,
    CouncilForm,
    DayForm,
    MembersChangeForm,
    ProcedureForm,
    SeatEndForm,
    SeatForm,
)
from evaluations.forms.decisions import DecisionForm, DiscardForm, SignForm, outcome_words
from evaluations.forms.results import AgreedForm, KnockOutForm
from evaluations.forms.sessions import (
    AgendaForm,
    RecusalForm,
    RemovalForm,
    RollForm,
    SessionFilter,
    SessionForm,
)
from evaluations.forms.shapes import ConfirmForm
from evaluations.forms.sheets import SheetForm, TickForm

__all__ = [
    "AgendaForm",
    "AgreedForm",
    "CaseFilter",
    "CertificateFilter",
    "ConclusionForm",
    "ConfirmForm",
    "CouncilFilter",
    "CouncilForm",
    "DayForm",
    "DecisionForm",
    "DiscardForm",
    "KnockOutForm",
    "MembersChangeForm",
    "ProcedureForm",
    "RecusalForm",
    "RemovalForm",
    "RenewForm",
    "RenewalFilter",
    "RevokeForm",
    "RollForm",
    "SeatEndForm",
    "SeatForm",
    "SessionFilter",
    "SessionForm",
    "SheetForm",
    "SignForm",
    "TickForm",
    "outcome_words",
]
