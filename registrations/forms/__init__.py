"""What people type about producers, products, dossiers and papers."""

from registrations.forms.corrections import AnswerForm, CorrectionForm
from registrations.forms.dossiers import (
    ConfirmForm,
    DossierFilter,
    RegistrationForm,
    ReportForm,
    SelfScoreForm,
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
from registrations.forms.producers import FiguresForm, ProducerFilter, ProducerForm, ProductForm, SignInForm

__all__ = [
    "AnswerForm",
    "AttachForm",
    "CiteForm",
    "ConfirmForm",
    "CorrectionForm",
    "DossierFilter",
    "FiguresForm",
    "IdeaChangeForm",
    "IdeaFilter",
    "IdeaForm",
    "IdeaRegisterForm",
    "PaperForm",
    "ProducerFilter",
    "ProducerForm",
    "ProductForm",
    "RegistrationForm",
    "ReplaceForm",
    "ReportForm",
    "SelfScoreForm",
    "SetForm",
    "SignInForm",
    "StartForm",
    "TargetsForm",
]
