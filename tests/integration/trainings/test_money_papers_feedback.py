"""What surrounds a class: money, invitation, paper roll, feedback, coverage, figures."""

from datetime import date, timedelta
from hashlib import sha256
from importlib import import_module
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from budgets.models import Allotment, Commitment
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.core.text import search_key
from ocop.documents.models import NumberEntry
from ocop.documents.printed import file_of
from ocop.documents.services import spoil_number
from ocop.documents.words import date_in_words
from ocop.localities.models import Place
from ocop.localities.territory import Territory
from ocop.notifications.models import Notice
from plans.choices import Measure
from plans.queries.actuals import Actuals
from plans.rules.spans import Span
from registrations.models import Dossier, Producer
from tests.factories import budgets as make_budgets
from tests.factories import trainings as make
from tests.factories.registrations import make_producer, make_upload, start_dossier
from trainings import documents, services
from trainings.models import Attendance, Nomination, TrainingClass
from trainings.queries.coverage import Share, coverage_for, shares_in
from trainings.queries.feedback import feedback_of
from trainings.queries.letters import letters_in_force
from trainings.queries.sheets import reading_of
from trainings.queries.work import class_work_of

pytestmark = pytest.mark.django_db
YEAR = (date(clock.today().year, 1, 1), date(clock.today().year, 12, 31))


@pytest.fixture
def hands(cast):
    return make.of_province(cast)


def test_planning_binds_money_and_closing_accounts_for_it(cast, hands):
    ceiling = make_budgets.ceiling(make_budgets.approved(cast, make_budgets.small(cast, 208_300_000)))
    allotment = make_budgets.given(cast, ceiling, 208_300_000)
    training = hands.planned(title="Lớp 1 cho chủ thể")
    actor = cast.province_officer
    with pytest.raises(RuleViolation, match="Vượt 1 đồng"):
        services.bind_cost(actor=actor, training=training, allotment=allotment, amount_vnd=208_300_001)
    cost = services.bind_cost(actor=actor, training=training, allotment=allotment, amount_vnd=208_300_000)
    assert (cost.commitment.subject, cost.commitment.purpose) == (
        f"{training.code}: {training.title}",
        "class",
    )

    closed = hands.closed("Một")
    closed.costs.set([cost])
    settle = {"actor": actor, "training": closed, "evidence": "BB-01", "settled_on": clock.today()}
    settle["papers"] = [make_upload("bien-ban.pdf")]
    with pytest.raises(RuleViolation, match="Chưa ghi khoản chi"):
        services.settle_class(**settle)
    make_budgets.paid(cast, cost.commitment, 200_000_000)
    services.settle_class(**settle)

    allotment = Allotment.objects.get(pk=allotment.pk)
    assert (allotment.paid_vnd, allotment.settled_vnd, allotment.committed_vnd) == (200_000_000,) * 3
    assert Commitment.objects.get(pk=cost.commitment_id).unpaid_vnd == 0
    closed.refresh_from_db()
    assert closed.state == "settled"


def test_the_invitation_is_numbered_once_and_the_papers_say_the_class(cast, hands):
    training = hands.opened(title="Tập huấn mời", lesson_days=2, field_days=1)
    issue = {
        "actor": cast.province_officer,
        "training": training,
        "letters": "GM-UBND",
        "signer_title": "Phó Chủ tịch",
        "dated_on": clock.today(),
        "draw": documents.draw_invitation,
    }
    with pytest.raises(RuleViolation, match="Chưa có ai"):
        services.issue_invitation(**issue)
    hands.named(training, "Trần Sen")
    letter = services.issue_invitation(**issue)

    issued = letter.training
    assert letter.number == issued.invitation_number == "01/GM-UBND"
    entry = NumberEntry.objects.get(book__series="GM-UBND")
    assert (str(entry), entry.dated_on) == (letter.number, letter.dated_on)
    with pytest.raises(RuleViolation, match="không ghi hỏng được"):
        spoil_number(entry, actor=cast.province_officer, note="Sai")
    assert Notice.objects.filter(person=cast.new_officer, text__contains="01/GM-UBND").count() == 1
    with pytest.raises(RuleViolation, match="đã phát hành"):
        services.issue_invitation(**issue)
    words = letter.paper.text.words
    assert search_key("Trần Sen") in words
    origin = f"Kèm theo Giấy mời số 01/GM-UBND {date_in_words(issued.invited_on)} của {issued.holder}"
    assert words.count(search_key(origin)) == 2
    assert search_key("03 ngày, trong đó 02 ngày học trên lớp và 01 ngày đi thực tế") in words
    for paper in (documents.invitation_draft, documents.result_paper, documents.feedback_paper):
        assert file_of(paper(issued), "docx").content.startswith(b"PK")
    assert documents.roll_sheet(issued).startswith(b"PK")
    calendar = documents.calendar_of(issued).decode()
    assert calendar.count("BEGIN:VEVENT") == 6
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))


@pytest.fixture
def invited(cast, hands):
    """A class whose invitation is out, and how it was issued."""
    training = hands.opened(title="Tập huấn mời")
    hands.named(training, "Trần Sen")
    issue = {"actor": cast.province_officer, "letters": "GM-UBND", "signer_title": "Phó Chủ tịch"}
    issue |= {"dated_on": clock.today(), "draw": documents.draw_invitation}
    return services.issue_invitation(training=training, **issue).training, issue


def test_an_invitation_that_is_out_is_what_was_kept_as_pdf_and_word(client, cast, invited):
    training, _issue = invited
    letter = training.invitations.get()
    word = reverse("trainings:invitation-file", args=[letter.pk, "docx"])
    Nomination.objects.update(full_name="Người khác")
    client.force_login(cast.province_officer)

    pdf = client.get(reverse("documents:issued-download", args=[letter.paper_id]))
    assert sha256(b"".join(pdf.streaming_content)).hexdigest() == letter.paper.sha256
    kept = BytesIO(b"".join(client.get(word).streaming_content))
    assert "Trần Sen" in ZipFile(kept).read("word/document.xml").decode()
    page = client.get(training.get_absolute_url()).content.decode()
    draft = reverse("trainings:class-invitation", args=[training.pk, "docx"])
    assert (word in page, draft in page) == (True, False)
    assert client.get(draft).status_code == 302
    TrainingClass.objects.update(state="cancelled", invitation_number="", invitation_outdated=False)
    assert "Dự thảo giấy mời" not in client.get(training.get_absolute_url()).content.decode()
    client.force_login(cast.new_officer)
    assert client.get(word).status_code == 404


def test_a_letter_of_before_is_written_down_with_those_it_named(cast, invited, hands):
    training, _issue = invited
    hands.named(training, "Lê Lúa")
    Nomination.objects.update(invitation=None)
    training.invitations.all().delete()

    import_module("trainings.migrations.0005_letters_so_far").write_down(apps, None)

    letter = training.invitations.get()
    assert (letter.number, letter.paper, bool(letter.docx)) == ("01/GM-UBND", training.invitation, False)
    assert [one.full_name for one in letter.invited.all()] == ["Trần Sen"]


def test_who_gets_a_seat_after_the_letter_gets_one_of_their_own(client, cast, hands):
    training = hands.opened(seats=2)
    gone, _stays, waits = hands.named(training, "Trần Sen", "Lê Lúa", "Võ Mít")
    issue = {"actor": cast.province_officer, "training": training, "dated_on": clock.today()}
    issue |= {"letters": "GM-UBND", "signer_title": "Phó Chủ tịch", "draw": documents.draw_invitation}
    first = services.issue_invitation(**issue)
    services.withdraw(actor=cast.new_officer, nomination=gone, note="Ốm")
    asked = [work for work in class_work_of(cast.province_officer, on=clock.today()) if work.task == "invite"]
    assert [(work.training, work.count) for work in asked] == [(training, 1)]
    client.force_login(cast.province_officer)
    page = client.get(reverse("trainings:class-invite", args=[training.pk])).context["page"]
    assert (page.title, page.get_initial()["signer_title"]) == ("Phát hành giấy mời bổ sung", "Phó Chủ tịch")

    Notice.objects.all().delete()
    second = services.issue_invitation(**issue)

    words, before = second.paper.text.words, f"01/GM-UBND {date_in_words(clock.today())}"
    assert search_key(f"bổ sung học viên cho Giấy mời số {before}") in words
    assert (search_key("Võ Mít") in words, search_key("Lê Lúa") in words) == (True, False)
    told = Notice.objects.values_list("person", "text")
    assert [(person, "02/GM-UBND" in text) for person, text in told] == [(cast.new_officer.pk, True)]
    waits.refresh_from_db()
    assert waits.invitation == second
    training.refresh_from_db()
    assert (training.invitation, letters_in_force(training)) == (first.paper, [first, second])
    with pytest.raises(RuleViolation, match="đã phát hành"):
        services.issue_invitation(**issue)

    moved = make.content(seats=2, venue="Hội trường huyện")
    services.change_class(actor=cast.province_officer, training=training, content=moved, note="Hỏng")
    third = services.issue_invitation(**issue)
    both = f"thay thế Giấy mời số {before}, số 02/GM-UBND {date_in_words(clock.today())}"
    assert search_key(both) in third.paper.text.words
    assert letters_in_force(training) == [third]


def test_days_and_venue_change_aloud_once_the_invitation_is_out(client, cast, invited):
    training, issue = invited
    actor = cast.province_officer
    moved = make.content(title="Tập huấn mời", venue="Hội trường huyện")
    with pytest.raises(RuleViolation, match="Hãy nêu lý do") as refused:
        services.change_class(actor=actor, training=training, content=moved)
    assert refused.value.field == "note"
    first = training.sessions.order_by("day", "half").first()
    with pytest.raises(RuleViolation, match="Hãy nêu lý do"):
        services.set_topics(actor=actor, training=training, topics={first.pk: ("", "Nhà văn hóa")})
    more = make.content(title="Tập huấn mời", seats=5)
    assert not services.change_class(actor=actor, training=training, content=more).invitation_outdated

    changed = services.change_class(actor=actor, training=training, content=moved, note="Hội trường hỏng")

    assert changed.invitation_outdated
    told = Notice.objects.filter(text__contains="Hội trường hỏng").values_list("person", "text")
    assert {cast.new_officer.pk, cast.new_neighbour_officer.pk} <= {person for person, _text in told}
    assert all("Hội trường huyện" in text for _person, text in told)
    client.force_login(actor)
    page = client.get(training.get_absolute_url()).content.decode()
    assert "Phát hành giấy mời thay thế" in page
    again = services.issue_invitation(training=changed, **issue).training
    assert (again.invitation_number, again.invitation_outdated) == ("02/GM-UBND", False)
    said = f"thay thế Giấy mời số 01/GM-UBND {date_in_words(clock.today())}"
    assert search_key(said) in again.invitation.text.words
    with pytest.raises(RuleViolation, match="đã phát hành"):
        services.issue_invitation(training=again, **issue)


def test_the_form_asks_why_and_keeps_what_was_typed(client, cast, invited):
    training, _issue = invited
    client.force_login(cast.province_officer)
    page = reverse("trainings:class-edit", args=[training.pk])
    form = client.get(page).context["form"]
    typed = {name: form[name].value() for name in form.fields} | {"venue": "Hội trường huyện"}
    typed |= {name: f"{typed[name]:%d/%m/%Y}" for name in ("starts_on", "nominate_until")}
    typed |= {"form_key": form.form_key, "version": form.version, "note": ""}
    refused = client.post(page, typed)
    assert (refused.status_code, refused.context["form"]["venue"].value()) == (422, "Hội trường huyện")
    assert "01/GM-UBND đã phát hành" in str(refused.context["form"].errors["note"])
    typed |= {"form_key": uuid4(), "note": "Hội trường hỏng"}
    assert "hãy phát hành giấy mời thay thế" in client.post(page, typed, follow=True).content.decode()


def test_a_paper_roll_is_read_shown_and_written_with_what_is_wrong_set_aside(cast, hands):
    training = hands.past("Trần Sen", "Lê Lúa")
    actor, day = cast.province_officer, training.first_on
    outside = day - timedelta(days=1)
    sheet = make.paper_roll(
        actor,
        training,
        "Trần Sen",
        "Người Lạ",
        "TRẦN SEN",
        columns=(f"{day:%d/%m/%Y} sáng", f"{outside:%d/%m/%Y} chiều"),
    )
    reading = reading_of(sheet)
    assert [line.row for line in reading.taken] == [2]
    assert "không có trong danh sách" in reading.set_aside[0].problem
    assert "đã có ở dòng 2" in reading.set_aside[1].problem
    assert "Lớp không học" in reading.columns[1].problem

    assert services.apply_roll(actor=actor, sheet=sheet) == 1

    marks = Attendance.objects.order_by("nomination__order").values_list("present", "source")
    assert list(marks) == [(True, "paper"), (False, "paper")]
    with pytest.raises(RuleViolation, match="đã được nhập"):
        services.apply_roll(actor=actor, sheet=sheet)
    with pytest.raises(RuleViolation, match="cột buổi"):
        make.paper_roll(actor, training, "Trần Sen", columns=("Ghi chú",))
    with pytest.raises(RuleViolation, match="cột: “07/04 tối”; “31/02 sáng”"):
        titles = (f"Sáng {day:%d/%m/%Y}", "07/04 tối", "31/02 sáng", "Ghi chú")
        make.paper_roll(actor, training, "Trần Sen", columns=titles)


def test_feedback_has_no_name_and_one_form_each(cast, hands):
    training = hands.opened()
    person = services.Nominee(cast.places.my_hiep, "Cán bộ xã Mỹ Hiệp", user=cast.new_officer)
    (one,) = services.nominate(actor=cast.new_officer, training=training, people=[person])
    services.confirm(actor=cast.new_officer, nomination=one)
    marks = dict.fromkeys(("content", "trainers", "materials", "organisation", "usefulness"), 4)
    with pytest.raises(RuleViolation, match="bắt đầu học"):
        services.give_feedback(actor=cast.new_officer, training=training, **marks)
    services.start_class(actor=cast.province_officer, training=training)

    services.give_feedback(actor=cast.new_officer, training=training, words="Hay", **marks)

    with pytest.raises(RuleViolation, match="đã gửi"):
        services.give_feedback(actor=cast.new_officer, training=training, **marks)
    with pytest.raises(RuleViolation, match="bằng số học viên"):
        services.enter_paper_feedback(actor=cast.province_officer, training=training, **marks)
    said = feedback_of(training)
    assert (said.count, said.answers[0].mean, said.words) == (1, 4, ("Hay",))


def test_coverage_and_figures_follow_from_who_completed_a_class(cast, hands):
    here, year = Territory(cast.places.my_hiep), YEAR[0].year
    before, _producers = shares_in(year, here)
    assert before.trained == 0
    hands.closed("Cán bộ xã Mỹ Hiệp", "Người khác", "Vắng", absent=("Vắng",))

    after = coverage_for(cast.province_leader, year, here)
    assert (after.officials, after.producers) == shares_in(year, here)
    assert (after.officials.trained, after.officials.total) == (1, before.total)
    assert "Cán bộ xã Mỹ Hiệp" in [one.name for one in after.people if one.is_trained]
    beside = coverage_for(cast.new_neighbour_officer, year)
    assert "Cán bộ xã Mỹ Thọ" in [one.name for one in beside.people if not one.is_trained]
    assert "Cán bộ xã Mỹ Hiệp" not in [one.name for one in beside.people]
    held, turns = (_reached(cast.places.province, one) for one in (Measure.CLASSES, Measure.PEOPLE_TRAINED))
    assert (held, turns) == (1, 2)
    assert _reached(cast.places.my_hiep, Measure.PEOPLE_TRAINED) == 2
    assert _reached(cast.places.my_tho, Measure.PEOPLE_TRAINED) == 0


def test_every_reader_counts_the_same_producers_and_communes_add_up(cast, hands):
    year, here = cast.cycle_26.year, Territory(cast.places.my_hiep)
    readers = (cast.new_officer, cast.province_leader)
    beside = make_producer(cast.places.my_tho, cast.new_neighbour_officer, number="1400000099")
    for producer, officer in ((cast.new_producer, cast.new_officer), (beside, cast.new_neighbour_officer)):
        start_dossier(producer, cast.cycle_26, actor=officer)
    assert [coverage_for(reader, year, here).producers.total for reader in readers] == [0, 0]

    Dossier.objects.update(handed_in_at=timezone.now(), handed_in_by=cast.new_officer)
    training = hands.opened(audience="producers", seats=3)
    one = services.Nominee(cast.places.my_hiep, "Người đại diện", producer=cast.new_producer)
    services.nominate(actor=cast.province_officer, training=training, people=[one])
    training.nominations.update(completed=True, present_count=2, held_count=2)
    TrainingClass.objects.update(state="closed", closed_at=timezone.now(), closed_by=cast.province_officer)

    assert [coverage_for(reader, year, here).producers for reader in readers] == [Share(1, 1)] * 2
    whole = shares_in(year, Territory(cast.places.province))
    assert whole[1] == Share(1, 2)
    communes = Place.objects.within(cast.places.province.path).at_level("commune")
    parts = [shares_in(year, Territory(place))[1] for place in communes]
    assert (sum(one.trained for one in parts), sum(one.total for one in parts)) == (1, 2)


def test_who_came_for_a_kind_alone_counts_once_their_producer_is_named(client, cast, hands):
    kind, year = cast.new_producer.kind, cast.cycle_26.year
    Producer.objects.filter(pk=cast.new_producer.pk).update(representative_name="Người đứng tên")
    start_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)
    Dossier.objects.update(handed_in_at=timezone.now(), handed_in_by=cast.new_officer)
    training = hands.opened(audience="producers")
    people = [services.Nominee(hands.unit, "Con gái chủ hộ", producer_kind=kind)]
    people += [services.Nominee(hands.unit, "Người đứng tên", producer_kind=kind)]
    unknown, known = services.nominate(actor=cast.new_officer, training=training, people=people)
    assert (unknown.producer, known.producer) == (None, cast.new_producer), (
        "known by the name that stands for it"
    )
    training.nominations.update(completed=True, present_count=2, held_count=2)
    TrainingClass.objects.update(state="closed", closed_at=timezone.now(), closed_by=cast.province_officer)
    known.delete()
    assert coverage_for(cast.new_officer, year).producers == Share(0, 1)
    client.force_login(cast.new_officer)
    page, form = reverse("trainings:coverage"), reverse("trainings:nomination-producer", args=[unknown.pk])
    assert _unknown(client.get(page, {"nam": year})) == [("chua-ro", [(unknown, form)])]
    client.force_login(cast.province_leader)
    assert _unknown(client.get(page, {"nam": year})) == [("chua-ro", [(unknown, "")])]

    name = {"nomination": unknown, "producer": cast.new_producer}
    beside = make_producer(cast.places.my_tho, cast.new_neighbour_officer, number="1400000099")
    with pytest.raises(RuleViolation, match="Chỉ"):
        services.name_producer(actor=cast.new_neighbour_officer, **name)
    with pytest.raises(RuleViolation, match="không ở địa bàn"):
        services.name_producer(actor=cast.new_officer, **name | {"producer": beside})
    client.force_login(cast.new_officer)
    opened = client.get(form).context["form"]
    sent = {"producer": cast.new_producer.name, "form_key": opened.form_key, "version": opened.version}
    assert "dự cho" in client.post(form, sent, follow=True).content.decode()

    assert coverage_for(cast.new_officer, year).producers == Share(1, 1)
    assert _unknown(client.get(page, {"nam": year})) == []
    with pytest.raises(RuleViolation, match="Đã ghi"):
        services.name_producer(actor=cast.new_officer, **name)


def _unknown(answer) -> list[tuple]:
    return [(group.anchor, group.lines) for group in answer.context["page"].unknown]


def test_an_official_typed_by_name_counts_once_it_is_said_who_they_are(client, cast, hands):
    year, officer = cast.cycle_26.year, cast.new_officer
    training = hands.opened(audience="officials")
    typed, known = services.nominate(
        actor=officer,
        training=training,
        people=[
            services.Nominee(hands.unit, "Cán bộ gõ tên"),
            services.Nominee(hands.unit, officer.full_name),
        ],
    )
    assert (typed.user, known.user) == (None, officer), "known by their name"
    with pytest.raises(RuleViolation, match="chưa có cán bộ nào khác"):
        services.name_official(actor=officer, nomination=typed, user=officer)
    known.delete()
    training.nominations.update(completed=True, present_count=2, held_count=2)
    TrainingClass.objects.update(state="closed", closed_at=timezone.now(), closed_by=cast.province_officer)
    before = coverage_for(officer, year).officials
    client.force_login(officer)
    page, form = reverse("trainings:coverage"), reverse("trainings:nomination-official", args=[typed.pk])
    assert _unknown(client.get(page, {"nam": year})) == [("chua-ro-can-bo", [(typed, form)])]

    with pytest.raises(RuleViolation, match="Chỉ"):
        services.name_official(actor=cast.new_neighbour_officer, nomination=typed, user=officer)
    with pytest.raises(RuleViolation, match="không giữ vị trí"):
        services.name_official(actor=officer, nomination=typed, user=cast.new_neighbour_officer)
    opened = client.get(form).context["form"]
    sent = {"user": officer.pk, "form_key": opened.form_key, "version": opened.version}
    assert "Đã ghi" in client.post(form, sent, follow=True).content.decode()

    after = coverage_for(officer, year).officials
    assert (after.trained, after.total) == (before.trained + 1, before.total)
    assert _unknown(client.get(page, {"nam": year})) == []
    with pytest.raises(RuleViolation, match="Đã ghi"):
        services.name_official(actor=officer, nomination=typed, user=officer)


def _reached(unit, measure) -> int:
    return Actuals(unit, Span(*YEAR)).reached(measure).count
