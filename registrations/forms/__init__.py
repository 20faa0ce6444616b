"""What people type about producers, products, dossiers and papers."""

from registrations.forms.calendar import DayChangeForm, DayForm, LimitChangeForm, LimitForm
from registrations.forms.contents import BusinessPlanForm, ChangesForm, OrganisationForm, SelfAssessmentForm
from registrations.forms.corrections import AnswerForm, CorrectionForm
from registrations.forms.dossiers import (
    ConfirmForm,
    DossierFilter,
    RegistrationForm,
    ReportForm,
    SelfScoreForm,
    SendForm,
    SetForm,
    StartForm,
)
from registrations.forms.evidence import AttachForm, CiteForm, PaperForm, ReplaceForm
from registrations.forms.ideas import (
    IdeaChangeForm,
    IdeaFilter,
    IdeaForm,
    IdeaRegisterForm,
    TargetsForm,
)
from registrations.forms.producers import (
    FiguresForm,
    InviteForm,
    ProducerFilter,
    ProducerForm,
    ProductForm,
    SignInForm,
)

__all__ = [
    "AnswerForm",
    "AttachForm",
    "BusinessPlanForm",
    "ChangesForm",
    "CiteForm",
    "ConfirmForm",
    "CorrectionForm",
    "DayChangeForm",
    "DayForm",
    "DossierFilter",
    "FiguresForm",
    "IdeaChangeForm",
    "IdeaFilter",
    "IdeaForm",
    "IdeaRegisterForm",
    "InviteForm",
    "LimitChangeForm",
    "LimitForm",
    "OrganisationForm",
    "PaperForm",
    "ProducerFilter",
    "ProducerForm",
    "ProductForm",
    "RegistrationForm",
    "ReplaceForm",
    "ReportForm",
    "SelfAssessmentForm",
    "SelfScoreForm",
    "SendForm",
    "SetForm",
    "SignInForm",
    "StartForm",
    "TargetsForm",
]
