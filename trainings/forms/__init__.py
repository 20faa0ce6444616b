from trainings.forms.classes import (
    ClassFilter,
    ClassForm,
    ConfirmForm,
    CoverageFilter,
    QuotaForm,
    TopicsForm,
    TrainerForm,
)
from trainings.forms.people import (
    AttendanceForm,
    CertifyForm,
    CheckInForm,
    ConfirmPeopleForm,
    NameOfficialForm,
    NameProducerForm,
    NominateByNameForm,
    NominateForm,
    WithdrawForm,
)

__all__ = [
    "AttendanceForm",
    "CertifyForm",
    "CheckInForm",
    "ClassFilter",
    "ClassForm",
    "ConfirmForm",
    "ConfirmPeopleForm",
    "CoverageFilter",
    "NameOfficialForm",
    "NameProducerForm",
    "NominateByNameForm",
    "NominateForm",
    "QuotaForm",
    "TopicsForm",
    "TrainerForm",
    "WithdrawForm",
]
