"""Two officers at one print desk: every number, every sheet and every paper once. Locks are PostgreSQL's."""

import pytest

from evaluations.choices import ReissueReason
from evaluations.models import Certificate, Decision, PrintedSheet, PrintRun, Reprint
from evaluations.queries.register import SERIES
from evaluations.services import print_desk, register
from evaluations.services.certificates import attach_paper, issue_certificate
from ocop.core.roles import Level, Role
from ocop.documents.models import IssuedDocument, NumberBook, NumberEntry
from ocop.documents.services import spoil_number, store_issued
from tests.cast import make_cast
from tests.factories.accounts import make_officer
from tests.factories.certificates import DECIDED_ON, add_line, make_decision, make_named_product
from tests.factories.uploads import pdf
from tests.integration.evaluations.test_races import at_once, refusals

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk():
    """The cast, a second officer, and a decision of the province with two certificates to print."""
    cast = make_cast()
    other = make_officer(Role.PROVINCE_OFFICER, cast.places.province, name="Chuyên viên thứ hai")
    made = make_decision(cast, issuer=cast.places.province, decided_on=DECIDED_ON)
    Decision.objects.filter(pk=made.pk).update(level=Level.PROVINCE)
    for position, name in enumerate(("Trà sen", "Hạt sen"), start=1):
        product = make_named_product(cast.new_producer, name)
        line = add_line(
            cast, made, product, stars=3, position=position, product_code=f"87-873-{position}-2025"
        )
        certificate = issue_certificate(actor=cast.province_officer, line=line)
        attach_paper(certificate=certificate, paper=paper_of(certificate))
    return cast, other, Decision.objects.get(pk=made.pk)


def paper_of(certificate: Certificate) -> IssuedDocument:
    """A sheet as good as drawn."""
    return store_issued(
        kind="certificate",
        place=certificate.issuer,
        number=certificate.number,
        label="Giấy chứng nhận",
        content=pdf(),
        template_version="1",
        issued_by=certificate.issued_by,
    )


def numbers(place) -> list[int]:
    """The numbers of every year's book."""
    found: list[int] = []
    for book in NumberBook.objects.filter(issuer=place, series=SERIES):
        own = sorted(NumberEntry.objects.filter(book=book).values_list("number", flat=True))
        assert own == list(range(1, book.last + 1)), "no gap, no repeat"
        found += own
    return found


def test_numbers_held_at_once_are_held_once(desk):
    cast, other, _decision = desk
    place = cast.places.province
    before = len(numbers(place))
    answers = at_once(
        *(
            lambda actor=actor: register.hold_certificate_numbers(
                actor=actor, issuer=place, count=3, subject="Viết tay"
            )
            for actor in (cast.province_officer, other)
        )
    )

    assert refusals(answers) == []
    held = [entry.number for entries in answers for entry in entries]
    assert len(set(held)) == 6
    assert len(numbers(place)) == before + 6


def test_one_certificate_goes_into_one_run(desk):
    cast, other, decision = desk
    answers = at_once(
        *(
            lambda actor=actor: print_desk.make_print_run(actor=actor, decisions=[decision])
            for actor in (cast.province_officer, other)
        )
    )

    assert refusals(answers) == ["Không có giấy nào chờ in trong các quyết định này."]
    assert PrintRun.objects.count() == 1
    assert PrintedSheet.objects.count() == 2


def test_a_run_is_approved_or_discarded_never_both(desk):
    cast, other, decision = desk
    run = print_desk.make_print_run(actor=cast.province_officer, decisions=[decision])
    answers = at_once(
        lambda: print_desk.approve_print_run(actor=cast.province_officer, run=run),
        lambda: print_desk.discard_print_run(actor=other, run=run, note="Lệch lề"),
    )

    assert len(refusals(answers)) == 1
    run.refresh_from_db()
    printed = PrintedSheet.objects.filter(is_printed=True).count()
    assert (run.state, printed) in (("printed", 2), ("discarded", 0))


def test_two_prints_more_are_counted_as_two(desk):
    cast, other, decision = desk
    run = print_desk.make_print_run(actor=cast.province_officer, decisions=[decision])
    print_desk.approve_print_run(actor=cast.province_officer, run=run)
    sheet = PrintedSheet.objects.first()
    answers = at_once(
        *(
            lambda actor=actor: print_desk.reprint_sheet(actor=actor, sheet=sheet, note="Kẹt giấy")
            for actor in (cast.province_officer, other)
        )
    )

    assert refusals(answers) == []
    assert Reprint.objects.filter(sheet=sheet).count() == 2


def test_a_misprint_is_spoiled_and_replaced_once(desk):
    cast, other, _decision = desk
    certificate = Certificate.objects.order_by("pk").first()
    answers = at_once(
        *(
            lambda actor=actor: register.reissue_certificate(
                actor=actor, certificate=certificate, reason=ReissueReason.MISPRINT, note="In lệch"
            )
            for actor in (cast.province_officer, other)
        )
    )

    assert len(refusals(answers)) == 1
    assert Certificate.objects.count() == 3
    assert NumberEntry.objects.filter(state="spoiled").count() == 1
    assert len(numbers(cast.places.province)) == 3


def test_a_held_number_is_spoiled_once(desk):
    cast, other, _decision = desk
    (entry,) = register.hold_certificate_numbers(
        actor=cast.province_officer, issuer=cast.places.province, count=1, subject="Viết tay"
    )
    answers = at_once(
        *(
            lambda actor=actor: spoil_number(entry, actor=actor, note="Viết hỏng")
            for actor in (cast.province_officer, other)
        )
    )

    assert len(refusals(answers)) == 1
    entry.refresh_from_db()
    assert entry.state == "spoiled"
