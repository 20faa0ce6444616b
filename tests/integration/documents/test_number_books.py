"""Numbers of papers: held, used, spoiled, entered from outside; never given again."""

from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.documents import services
from ocop.documents.choices import EntryState
from ocop.documents.forms import LettersField
from ocop.documents.models import NumberBook, NumberEntry
from ocop.documents.signs import number_in
from ocop.ui.drafts import token_for

DAY = date(2026, 8, 5)


@pytest.fixture
def held(cast):
    return services.reserve_number(
        actor=cast.province_officer,
        issuer=cast.places.province,
        letters="QĐ-UBND",
        year=2026,
        subject="Công nhận sản phẩm",
    )


def enter(cast, number: int, **changes) -> NumberEntry:
    return services.enter_number(
        actor=cast.province_leader,
        **{
            "issuer": cast.places.province,
            "letters": "QĐ-UBND",
            "number": number,
            "dated_on": DAY,
            "subject": "Quyết định khác",
        }
        | changes,
    )


def test_a_held_number_is_used_and_told(cast, held):
    assert (str(held), held.state) == ("01/QĐ-UBND", EntryState.RESERVED)

    used = services.assign_number(actor=cast.province_officer, entry=held, dated_on=DAY)

    assert (used.state, used.dated_on) == (EntryState.ASSIGNED, DAY)
    assert list(
        Event.objects.filter(verb__startswith="number.").order_by("pk").values_list("verb", flat=True)
    ) == [
        "number.reserve",
        "number.assign",
    ]


def test_a_used_number_is_not_used_again(cast, held):
    services.assign_number(actor=cast.province_officer, entry=held, dated_on=DAY)

    with pytest.raises(RuleViolation, match="đã dùng"):
        services.assign_number(actor=cast.province_officer, entry=held, dated_on=DAY)
    with pytest.raises(RuleViolation, match="đã dùng"):
        enter(cast, 1)


def test_a_day_of_another_year_is_refused(cast, held):
    with pytest.raises(RuleViolation, match="2026"):
        services.assign_number(actor=cast.province_officer, entry=held, dated_on=date(2027, 1, 1))


def test_a_day_or_a_year_to_come_is_refused(cast, held):
    with pytest.raises(RuleViolation, match="không sau hôm nay"):
        services.assign_number(
            actor=cast.province_officer, entry=held, dated_on=clock.today() + timedelta(days=1)
        )
    with pytest.raises(RuleViolation, match="chưa mở"):
        services.reserve_number(
            actor=cast.province_officer,
            issuer=cast.places.province,
            letters="QĐ-UBND",
            year=clock.today().year + 1,
            subject="Năm sau",
        )


def test_a_spoiled_number_needs_a_reason_and_is_passed_over(cast, held):
    with pytest.raises(RuleViolation, match="lý do"):
        services.spoil_number(held, actor=cast.province_officer, note=" ")

    services.spoil_number(held, actor=cast.province_officer, note="In nhầm")
    with pytest.raises(RuleViolation):
        services.assign_number(actor=cast.province_officer, entry=held, dated_on=DAY)
    after = services.reserve_number(
        actor=cast.province_officer,
        issuer=cast.places.province,
        letters="QĐ-UBND",
        year=2026,
        subject="Lần nữa",
    )
    assert after.number == 2


def test_numbers_given_outside_are_entered_and_counted_on(cast, held):
    assert enter(cast, 674).number == 674
    assert enter(cast, 1).state == EntryState.ASSIGNED  # the one that was held
    with pytest.raises(RuleViolation):
        enter(cast, 674)
    assert NumberBook.objects.get(series="QĐ-UBND").last == 674
    assert enter(cast, 674, letters="KH-UBND").number == 674
    assert enter(cast, 674, dated_on=date(2027, 1, 2)).number == 674


def test_only_who_keeps_papers_there_holds_numbers(cast):
    for person in (cast.officer, cast.province_leader, cast.foreign_province_officer):
        with pytest.raises(RuleViolation, match="sổ số"):
            services.reserve_number(
                actor=person, issuer=cast.places.province, letters="QĐ-UBND", year=2026, subject="X"
            )


@pytest.mark.parametrize(
    ("before", "changes"),
    [
        (EntryState.ASSIGNED, {"state": EntryState.RESERVED}),
        (EntryState.SPOILED, {"state": EntryState.ASSIGNED}),
        (EntryState.ASSIGNED, {"number": 9}),
    ],
)
def test_the_database_lets_no_number_go_back(held, before, changes):
    NumberEntry.objects.filter(pk=held.pk).update(state=before)

    with pytest.raises(DatabaseError), transaction.atomic():
        NumberEntry.objects.filter(pk=held.pk).update(**changes)


def test_the_database_lets_no_counter_fall(held):
    with pytest.raises(DatabaseError), transaction.atomic():
        NumberBook.objects.filter(pk=held.book_id).update(last=0)


@pytest.mark.postgres
def test_the_database_lets_no_number_go_away(held):
    with pytest.raises(DatabaseError), transaction.atomic():
        held.delete()


# --- The page ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "found"), [("q=01/QĐ-UBND", 1), ("q=674", 1), ("q=công nhận", 1), ("state=spoiled", 0), ("", 2)]
)
def test_the_book_is_searched_by_number_sign_and_words(cast, client, held, asked, found):
    enter(cast, 674)
    client.force_login(cast.province_officer)

    answer = client.get(f"{reverse('documents:number-list')}?{asked}")

    assert len(answer.context["page"].rows) == found


def test_a_number_is_held_and_spoiled_on_the_page(cast, client):
    client.force_login(cast.province_officer)
    page = client.get(reverse("documents:number-reserve"))
    sent = {
        "issuer": cast.places.province.full_name,
        "issuer_pick": cast.places.province.pk,
        "kind": "CV",
        "letters": "UBND-NN",
        "year": "2026",
        "subject": "Trả lời",
    }
    client.post(reverse("documents:number-reserve"), sent | hidden(page))

    entry = NumberEntry.objects.get(letters="UBND-NN")
    assert str(entry) == "01/UBND-NN"
    page = client.get(reverse("documents:number-spoil", args=[entry.pk]))
    client.post(reverse("documents:number-spoil", args=[entry.pk]), hidden(page) | {"note": "Sai"})
    entry.refresh_from_db()
    assert (entry.state, entry.note) == (EntryState.SPOILED, "Sai")


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("QĐ", "ubnd1", "Chỉ gồm chữ"),
        ("QĐ", "UBND--", "Chỉ gồm chữ"),
        ("QĐ", "QĐ-UBND", "đã có chữ QĐ"),
        ("TTr", "ttr-SNN", "đã có chữ TTr"),
        ("QĐ", "UBND-" * 5 + "NN", "20"),
    ],
)
def test_wrong_letters_are_refused_at_their_field(cast, client, kind, typed, said):
    client.force_login(cast.province_officer)
    page = client.get(reverse("documents:number-reserve"))
    sent = {
        "issuer": cast.places.province.full_name,
        "issuer_pick": cast.places.province.pk,
        "kind": kind,
        "letters": typed,
        "year": "2026",
        "subject": "X",
    }

    answer = client.post(reverse("documents:number-reserve"), hidden(page) | sent)

    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors["letters"])


def test_what_was_typed_and_not_sent_names_its_office_again(cast, client):
    """Two provinces of one name: the one that was chosen stays chosen when the form comes back."""
    client.force_login(cast.province_officer)
    address, place = reverse("documents:number-reserve"), cast.places.province
    typed = {
        "draft_for": token_for(cast.province_officer),
        "draft_path": address,
        "issuer": place.full_name,
        "issuer_pick": str(place.pk),
        "subject": "Còn viết dở",
    }
    client.post(reverse("ui:draft-keep"), typed)

    page = client.get(address)

    assert page.context["form"]["subject"].value() == "Còn viết dở"
    assert f'value="{place.pk}" checked' in " ".join(str(page.context["form"]["issuer"]).split())


@pytest.mark.parametrize(
    ("typed", "kept"), [("ubnd", "UBND"), ("ubnd – nn", "UBND-NN"), ("hđ-ocop", "HĐ-OCOP")]
)
def test_letters_are_taken_however_they_are_typed(typed, kept):
    assert LettersField().clean(typed) == kept


def hidden(page) -> dict[str, str]:
    """The key that each form carries."""
    return {"form_key": str(page.context["form"].form_key)}


def test_a_commune_keeps_the_numbers_of_its_own_papers_only(cast, client):
    commune, officer = cast.places.my_hiep, cast.new_officer
    client.force_login(officer)
    address = reverse("documents:number-reserve")
    page = client.get(address)
    typed = {"kind": "KH", "letters": "UBND", "year": clock.today().year, "subject": "Kế hoạch của xã"}
    name, pick = page.context["form"].fields["issuer"].prepare_value(commune)

    assert f'value="{name}"' in page.text
    sent = typed | hidden(page) | {"issuer": name, "issuer_pick": pick}
    assert client.post(address, sent).status_code == 302
    held = NumberEntry.objects.get(subject="Kế hoạch của xã")
    assert (str(held), held.book.issuer) == ("01/KH-UBND", commune)
    assert "01/KH-UBND" in client.get(reverse("documents:number-list")).text
    used = services.assign_number(actor=officer, entry=held, dated_on=clock.today())
    assert used.state == EntryState.ASSIGNED

    for elsewhere in (cast.places.province, cast.places.my_tho):
        with pytest.raises(RuleViolation, match="sổ số"):
            services.reserve_number(
                actor=officer, issuer=elsewhere, letters="KH-UBND", year=2026, subject="Của nơi khác"
            )


def test_a_communes_neighbour_does_not_see_its_numbers(cast, client):
    commune = cast.places.my_hiep
    services.reserve_number(
        actor=cast.new_officer, issuer=commune, letters="KH-UBND", year=2026, subject="Kế hoạch riêng"
    )
    client.force_login(cast.new_neighbour_officer)

    assert "Kế hoạch riêng" not in client.get(reverse("documents:number-list")).text


def test_the_own_office_stands_first_and_others_are_found_by_name(cast, client):
    client.force_login(cast.province_officer)
    page = client.get(reverse("documents:number-reserve"))
    assert 'value="Tỉnh Đồng Tháp"' in page.text
    assert "Xã Mỹ Hiệp" not in page.text  # nobody leafs through hundreds of issuers

    asked = client.get(
        reverse("documents:issuer-suggest", args=["all"]), {"name": "issuer", "issuer": "Mỹ Hiệp"}
    )
    assert cast.places.my_hiep.full_name in asked.text
    foreign = client.get(
        reverse("documents:issuer-suggest", args=["all"]), {"name": "issuer", "issuer": "An Giang"}
    )
    assert "An Giang" not in foreign.text


def test_a_closed_office_has_no_book_for_the_years_after(cast, client):
    client.force_login(cast.province_officer)
    closed = cast.places.old_my_hiep
    page = reverse("documents:number-reserve")
    typed = hidden(client.get(page)) | {
        "issuer": closed.full_name,
        "issuer_pick": closed.pk,
        "kind": "KH",
        "letters": "UBND",
        "subject": "Kế hoạch cũ",
    }

    refused = client.post(page, typed | {"year": closed.valid_to.year + 1})
    assert refused.status_code == 422
    assert f"kết thúc ngày {closed.valid_to:%d/%m/%Y}" in refused.text
    assert client.post(page, typed | {"year": closed.valid_to.year}).status_code == 302


def test_one_number_in_other_letters_is_the_same_number(cast):
    enter(cast, 7, letters="QĐ-UBND")

    found = number_in(" 07 / qđ – ubnd ")
    with pytest.raises(RuleViolation, match="đã dùng"):
        enter(cast, found[0], letters=found[1])


# --- Books of before a sign had one way to be written -----------------------------------------------------
def odd_book(cast, series: str, *numbers: int) -> NumberBook:
    book = NumberBook.objects.create(issuer=cast.places.province, series=series, year=2026, last=max(numbers))
    for number in numbers:
        NumberEntry.objects.create(book=book, number=number, letters=series)
    return book


def join_books() -> None:
    editor = SimpleNamespace(connection=connection, execute=lambda sql: connection.cursor().execute(sql))
    import_module("ocop.documents.migrations.0010_one_book_for_one_sign").join_books(apps, editor)


def books_of(cast) -> dict[str, tuple[int, list[int]]]:
    books = NumberBook.objects.filter(issuer=cast.places.province, year=2026).order_by("series")
    return {one.series: (one.last, sorted(one.entries.values_list("number", flat=True))) for one in books}


def test_numbers_under_an_oddly_typed_sign_come_into_its_book(cast):
    odd_book(cast, "qđ–ubnd", 4, 9)
    odd_book(cast, "QĐ-UBND", 5, 7)
    odd_book(cast, "kh - ubnd", 3)
    NumberBook.objects.create(issuer=cast.places.province, series="receipt", year=2026, last=2)

    join_books()

    assert books_of(cast) == {"KH-UBND": (3, [3]), "QĐ-UBND": (9, [4, 5, 7, 9]), "receipt": (2, [])}
    assert set(NumberEntry.objects.values_list("letters", flat=True)) == {"KH-UBND", "QĐ-UBND"}
    with pytest.raises(IntegrityError), transaction.atomic():
        NumberEntry.objects.filter(number=9).update(number=10)


def test_books_that_both_have_a_number_are_left_and_named(cast, caplog):
    odd_book(cast, "qđ–ubnd", 4, 9)
    odd_book(cast, "QĐ-UBND", 4, 7)

    join_books()

    assert books_of(cast) == {"QĐ-UBND": (7, [4, 7]), "qđ–ubnd": (9, [4, 9])}
    assert "both have [4]: left as they are" in caplog.text
