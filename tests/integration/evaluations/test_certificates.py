"""Issuing, replacing, revoking, and where a certificate stands on a day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from evaluations import services
from evaluations.choices import CertificateState
from evaluations.models import Certificate
from evaluations.queries import certificate_status, certificates_in_register, code_as_typed
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.documents.models import NumberEntry
from registrations.choices import RegistrationType
from tests.factories.evaluations import closed_session, issued_certificate, signed_decision
from tests.factories.registrations import accepted_dossier
from tests.kept import kept


@kept
def session(province, new_dossier):
    return closed_session(province, new_dossier, points=75)


@kept
def certificate(province, session):
    return issued_certificate(province, session)


def test_issued_certificate_leaves_its_event(certificate):
    event = Event.objects.get(verb="certificate.issue")

    assert event.after == {
        "number": certificate.number,
        "stars": 4,
        "valid_until": str(certificate.valid_until),
    }


def test_asked_twice_gives_the_same_certificate(cast, certificate):
    again = services.issue_certificate(actor=cast.province_officer, line=certificate.line)

    assert again == certificate
    assert (Certificate.objects.count(), NumberEntry.objects.filter(book__series="GCN-OCOP").count()) == (
        1,
        1,
    )


def test_numbers_follow_each_other_without_gap(cast, province):
    names = [_new_dossier(cast) for _n in range(3)]
    decision = signed_decision(province, closed_session(province, *names, points=75))
    for line in decision.lines.order_by("pk"):
        services.issue_certificate(actor=cast.province_officer, line=line)

    year = clock.today().year
    numbers = list(Certificate.objects.order_by("pk").values_list("number", flat=True))
    assert numbers == [f"000{n}/{year}/GCN-OCOP" for n in (1, 2, 3)]


def _new_dossier(cast, **options):
    return accepted_dossier(
        cast.new_producer, cast.cycle_26, actor=cast.new_officer, officer=cast.province_officer, **options
    )


def test_refused_certificate_uses_up_no_number(cast, province, session, monkeypatch):
    decision = signed_decision(province, session)
    monkeypatch.setattr(services.certificates, "record", _fails)
    with pytest.raises(ZeroDivisionError):
        services.issue_certificate(actor=cast.province_officer, line=decision.lines.get())
    monkeypatch.undo()

    certificate = services.issue_certificate(actor=cast.province_officer, line=decision.lines.get())
    assert certificate.number.startswith("0001/")


def _fails(**_fields):
    raise ZeroDivisionError


def test_year_of_the_number_is_that_of_the_decision(cast, province, session, monkeypatch):
    """The sheet is dated by the decision, also where it is drawn in the next year."""
    decision = signed_decision(province, session)
    year = clock.today().year
    with monkeypatch.context() as later:
        later.setattr(timezone, "now", lambda: datetime(year, 12, 31, 17, 30, tzinfo=UTC))
        certificate = services.issue_certificate(actor=cast.province_officer, line=decision.lines.get())

    assert certificate.number == f"0001/{year}/GCN-OCOP"


@pytest.mark.parametrize("who", ["province_leader", "new_officer", "foreign_province_officer", "auditor"])
def test_only_the_officer_of_the_issuing_level_issues(cast, province, session, who):
    line = signed_decision(province, session).lines.get()

    with pytest.raises(RuleViolation, match="Chỉ"):
        services.issue_certificate(actor=getattr(cast, who), line=line)


def test_unsigned_decision_gives_no_certificate(cast, session):
    draft = services.prepare_decision(actor=cast.province_officer, session=session)

    with pytest.raises(RuleViolation):
        services.issue_certificate(actor=cast.province_officer, line=draft.lines.get())
    with pytest.raises(RuleViolation, match="chưa ký"):
        services.request_certificates(actor=cast.province_officer, decision=draft)


def test_newer_certificate_replaces_the_older_one(cast, province, certificate, new_dossier):
    from registrations import services as registrations
    from tests.factories.registrations import finish_dossier

    upgrade = registrations.start_dossier(
        actor=cast.new_officer,
        product=new_dossier.product,
        cycle=cast.cycle_26,
        registration_type=RegistrationType.UPGRADE,
    )
    upgrade = finish_dossier(upgrade, actor=cast.new_officer)
    registrations.submit_dossier(actor=cast.new_officer, dossier=upgrade)
    registrations.accept_dossier(actor=cast.province_officer, dossier=upgrade)
    newer = issued_certificate(province, closed_session(province, upgrade, points=80))

    certificate.refresh_from_db()
    assert (certificate.state, certificate.replaced_by) == (CertificateState.REPLACED, newer)
    assert newer.state == CertificateState.ACTIVE
    assert Event.objects.filter(verb="certificate.replace").count() == 1


UNTIL = date(2028, 6, 16)


@pytest.mark.parametrize(
    ("state", "day", "label"),
    [
        (CertificateState.ACTIVE, UNTIL - timedelta(days=181), "Còn hiệu lực"),
        (CertificateState.ACTIVE, UNTIL - timedelta(days=180), "Hết hạn sau 180 ngày"),
        (CertificateState.ACTIVE, UNTIL, "Hết hạn hôm nay"),
        (CertificateState.ACTIVE, UNTIL + timedelta(days=1), "Hết hạn"),
        (CertificateState.REVOKED, UNTIL - timedelta(days=900), "Đã thu hồi"),
        (CertificateState.REPLACED, UNTIL + timedelta(days=1), "Đã thay"),
    ],
)
def test_standing_follows_state_and_day(state, day, label):
    certificate = Certificate(state=state, valid_from=date(2025, 6, 16), valid_until=UNTIL)

    assert certificate_status(certificate, day).label == label


def test_register_finds_without_marks_by_code_and_by_number(cast, certificate):
    for text in ("xoai say", "Hợp tác xã Sen", certificate.number, certificate.short_code.lower()):
        assert list(certificates_in_register(cast.province_officer, text=text)) == [certificate], text
    assert not certificates_in_register(cast.province_officer, text="mật ong").exists()
    assert not certificates_in_register(cast.foreign_province_officer).exists()


def test_register_filters(cast, certificate):
    year = clock.today().year

    def found(**filters):
        return certificates_in_register(cast.province_officer, **filters).count()

    assert (found(stars=4), found(stars=3), found(year=year), found(year=year - 1)) == (1, 0, 1, 0)
    assert (found(standing="valid"), found(standing="soon"), found(standing="revoked")) == (1, 0, 0)
    late = certificate.valid_until + timedelta(days=1)
    assert (found(standing="expired", day=late), found(standing="valid", day=late)) == (1, 0)


def test_short_code_is_found_however_it_is_typed(certificate):
    code = certificate.short_code

    assert code_as_typed(f" {code[:4].lower()}-{code[4:]}").get() == certificate
    assert not code_as_typed(code[:7]).exists()
    assert not code_as_typed("").exists()
