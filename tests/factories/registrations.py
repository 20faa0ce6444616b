"""Producers, products and dossiers, made through the services that the portal itself uses."""

from datetime import date
from decimal import Decimal
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import TextField

from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.text import search_key, sort_key
from ocop.law.choices import EvidenceKind
from ocop.law.queries import tree_of
from ocop.law.rules import maximum_path
from ocop.localities.models import Place
from ocop.programme.models import Cycle
from registrations import queries, rules, services
from registrations.choices import ProducerKind, RegistrationType
from registrations.models import Consent, Dossier, Evidence, Producer, Product
from registrations.queries.contents import CONTENTS
from registrations.rules import Figure, Unit
from tests.factories import uploads
from tests.factories.law import load_set

_numbers = count(1)
GOODS = "Xoài sấy dẻo"
SET_OF = {"R1048": "QD1048-01", "R148": "QD148-01", "R148_2T": "QD148-01", "R26": "QD26-01"}
"""A complete set of each regime: fresh fruit and vegetables."""


def make_producer(
    commune: Place,
    officer: User,
    *,
    name: str = "Hợp tác xã thử",
    number: str = "",
    kind: str = ProducerKind.COOPERATIVE,
    representative: str = "Người đại diện",
) -> Producer:
    """Straight into the database: the world of a test needs no event for it."""
    number = number or f"15{next(_numbers):08d}"
    return Producer.objects.create(
        kind=kind,
        name=name,
        registration_number=number,
        representative_name=representative,
        representative_position="Giám đốc",
        commune=commune,
        address="Ấp 1",
        phone="0277 000 0000",
        search_key=search_key(f"{name} {number}"),
        sort_key=sort_key(name),
        created_by=officer,
    )


def make_product(producer: Producer, *, actor: User, name: str = "") -> Product:
    return services.create_product(
        actor=actor, producer=producer, name=name or f"{GOODS} {next(_numbers)}", packaging="Hộp 500 g"
    )


def make_upload(name: str = "giay-phep.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    """A file as it is handed in; without `content` a PDF unlike all others."""
    return SimpleUploadedFile(name, another_pdf() if content is None else content)


def another_pdf() -> bytes:
    return uploads.pdf() + b"%% %d\n" % next(_numbers)


def make_evidence(
    producer: Producer, *, actor: User, kind: str = EvidenceKind.BUSINESS_REGISTRATION, **fields
) -> Evidence:
    title = fields.pop("title", "Giấy đăng ký kinh doanh")
    return services.attach_evidence(
        actor=actor, producer=producer, upload=make_upload(), kind=kind, title=title, **fields
    )


def start_dossier(
    producer: Producer,
    cycle: Cycle,
    *,
    actor: User,
    registration_type: str = RegistrationType.FIRST,
    name: str = "",
) -> Dossier:
    """A draft with nothing but what its producer brings along."""
    product = make_product(producer, actor=actor, name=name)
    return services.start_dossier(
        actor=actor, product=product, cycle=cycle, registration_type=registration_type
    )


def complete_dossier(
    producer: Producer, cycle: Cycle, *, actor: User, consent: bool = True, **options
) -> Dossier:
    """A draft in which nothing is missing, every criterion claimed at its best; `actor` writes all of it.
    Where that is the commune's officer, the producer has signed the summary.
    """
    return finish_dossier(
        start_dossier(producer, cycle, actor=actor, **options), actor=actor, consent=consent
    )


def finish_dossier(dossier: Dossier, *, actor: User, consent: bool = True) -> Dossier:
    """Write everything that is missing in a draft."""
    producer = dossier.producer
    criteria_set = load_set(SET_OF[dossier.regime.code])
    services.choose_criteria_set(actor=actor, dossier=dossier, criteria_set=criteria_set)
    claims = {code: (position, "") for code, position in maximum_path(tree_of(criteria_set)).items()}
    services.save_self_scores(actor=actor, dossier=dossier, claims=claims)
    sign_form(dossier, actor=actor)
    make_evidence(producer, actor=actor, dossier=dossier)
    write_contents(dossier, actor=actor)
    if dossier.regime.has_commune_report:
        write_report(dossier, actor=actor)
    if consent and not queries.represents(actor, producer):
        sign_summary(dossier, actor=actor)
    return fresh(dossier)


def sign_summary(dossier: Dossier, *, actor: User) -> Consent:
    """The producer signs what the dossier says now, `actor` of the commune keeps it."""
    return services.keep_signed_summary(
        actor=actor,
        dossier=dossier,
        upload=make_upload("ban-tom-tat.pdf"),
        code=queries.consent_standing(fresh(dossier)).code,
        given_by_name="Người đại diện",
        given_on=clock.today(),
    )


def sign_form(dossier: Dossier, *, actor: User, signed_on: date | None = None) -> None:
    services.update_registration_form(
        actor=actor,
        dossier=dossier,
        signed_place=dossier.commune.name,
        signed_on=signed_on or clock.today(),
        signed_by="Người đại diện",
        declaration_accepted=True,
    )


def write_contents(dossier: Dossier, *, actor: User) -> None:
    """Every form that the regime asks of this registration, with words in each field."""
    achieved, planned = rules.years_told(dossier.cycle.year)
    for part in set(queries.forms_of(dossier)) & set(WRITERS):
        fields = {name: f"Lời về {name}" for name in CONTENT_TEXTS[part]} | MORE[part]
        if part in ("assessment", "plan"):
            fields["planned"] = [
                Figure(year, Decimal(1200), "hộp", 60_000_000, 9_000_000) for year in planned
            ]
        if part == "assessment":
            fields["achieved"] = [Figure(y, Decimal("950.5"), "hộp", 47_500_000, -500_000) for y in achieved]
        WRITERS[part](actor=actor, dossier=dossier, **fields)


WRITERS = {
    rules.Part.PLAN: services.write_business_plan,
    rules.Part.PROFILE: services.write_organisation_profile,
    rules.Part.CHANGES: services.write_changes,
    rules.Part.ASSESSMENT: services.write_self_assessment,
}
MORE = {
    rules.Part.PLAN: {"investment_vnd": 350_000_000},
    rules.Part.PROFILE: {
        "established_on": date(2019, 5, 6),
        "workers": 20,
        "local_workers": 18,
        "units": [Unit("Tổ chế biến", "Tổ trưởng", 12, "Sấy, đóng gói")],
    },
    rules.Part.CHANGES: {},
    rules.Part.ASSESSMENT: {
        "rep_gender": "female",
        "rep_ethnicity": "Kinh",
        "rep_disability": "no",
        "rep_residence": "Ấp 1, xã Mỹ Hiệp",
        "established_on": date(2019, 5, 6),
        "certificates": ["business_registration", "trademark"],
    },
}
CONTENT_TEXTS = {
    part: [field.name for field in model._meta.get_fields() if isinstance(field, TextField)]
    for part, model in CONTENTS.items()
}


def write_report(dossier: Dossier, *, actor: User) -> None:
    services.write_commune_report(
        actor=actor,
        dossier=dossier,
        local_materials="Xoài trồng tại xã.",
        local_labour="Hai mươi lao động của xã.",
        idea_origin="Nghề có từ lâu.",
        local_identity="Cách sấy của địa phương.",
        request_number="12/UBND",
        request_on=clock.today(),
    )


def submitted_dossier(producer: Producer, cycle: Cycle, *, actor: User, **options) -> Dossier:
    """Sent up by the commune's officer `actor`."""
    dossier = complete_dossier(producer, cycle, actor=actor, **options)
    return services.submit_dossier(actor=actor, dossier=dossier)


def accepted_dossier(producer: Producer, cycle: Cycle, *, actor: User, officer: User, **options) -> Dossier:
    """Sent up by `actor` and taken in by `officer` of the level that received it."""
    dossier = submitted_dossier(producer, cycle, actor=actor, **options)
    return services.accept_dossier(actor=officer, dossier=dossier)


def fresh(dossier: Dossier) -> Dossier:
    """The dossier as the database has it now."""
    return Dossier.objects.get(pk=dossier.pk)
