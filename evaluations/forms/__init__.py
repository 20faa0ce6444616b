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
from evaluations.forms.preparation import SamplesForm, SiteCheckForm, TeamReportForm
from evaluations.forms.results import AgreedForm, KnockOutForm
from evaluations.forms.sessions import (
    AfterTestsForm,
    AgendaForm,
    CalibrationForm,
    CheckInForm,
    ClosingForm,
    DeclarationForm,
    DiscussionForm,
    LatecomerForm,
    RecusalForm,
    RemovalForm,
    ResultConfirmForm,
    RollForm,
    SessionFilter,
    SessionForm,
)
from evaluations.forms.shapes import ConfirmForm
from evaluations.forms.sheets import PaperForm, SecondPaperForm, SheetForm, TickForm

__all__ = [
    "AfterTestsForm",
    "AgendaForm",
    "AgreedForm",
    "CalibrationForm",
    "CaseFilter",
    "CertificateFilter",
    "CheckInForm",
    "ClosingForm",
    "ConclusionForm",
    "ConfirmForm",
    "CouncilFilter",
    "CouncilForm",
    "DayForm",
    "DecisionForm",
    "DeclarationForm",
    "DiscardForm",
    "DiscussionForm",
    "KnockOutForm",
    "LatecomerForm",
    "MembersChangeForm",
    "PaperForm",
    "ProcedureForm",
    "RecusalForm",
    "RemovalForm",
    "RenewForm",
    "RenewalFilter",
    "ResultConfirmForm",
    "RevokeForm",
    "RollForm",
    "SamplesForm",
    "SeatEndForm",
    "SeatForm",
    "SecondPaperForm",
    "SessionFilter",
    "SessionForm",
    "SheetForm",
    "SignForm",
    "SiteCheckForm",
    "TeamReportForm",
    "TickForm",
    "outcome_words",
]
