"""What the pages of a closed session show: the division behind a mean, what took stars, who may go on."""

import pytest
from django.urls import reverse

from evaluations import services
from tests.factories.evaluations import closed_session, open_session, score, send, signed_decision


def read(client, person, name, pk):
    """The words of a page, their spaces made one."""
    client.force_login(person)
    return " ".join(client.get(reverse(f"evaluations:{name}", args=[pk])).content.decode().split())


@pytest.fixture
def closed(district, dossier):
    """Closes a session with these points, one sheet for each; fields go to the last sheet."""

    def close(*points, **last):
        session = open_session(district, dossier)
        item = session.items.get()
        people = district.scorers[: len(points)]
        for person in district.scorers[len(points) :]:
            services.declare_recusal(actor=person, item=item, ground="Góp vốn")
        for person, given in zip(people, points, strict=True):
            send(person, item, given, **(last if person == people[-1] else {}))
        return services.close_session(actor=district.chair, session=session)

    return close


def test_a_mean_that_never_ends_is_shown_with_its_division(client, district, closed):
    text = read(client, district.secretary, "results", closed(60, 62, 63).pk)

    assert "185 điểm : 3 phiếu = 61,666666…" in text
    assert "không chấm" not in text


def test_who_stayed_out_is_counted(client, district, closed):
    text = read(client, district.secretary, "results", closed(60, 63).pk)

    assert "123 điểm : 2 phiếu = 61,5, 1 người không chấm" in text


def test_a_mean_just_below_a_floor_is_pointed_out(client, district, closed):
    text = read(client, district.secretary, "results", closed(70, 70, 69).pk)

    assert "Sát mốc 70 điểm, chưa tới." in text


def test_a_named_knock_out_stops_the_decision_until_the_council_has_spoken(client, district, dossier, closed):
    ground = dossier.criteria_set.knock_outs.first()
    session = closed(60, 60, 60, knock_out=ground)

    for person, settles in ((district.secretary, True), (district.officer, False)):
        text = read(client, person, "results", session.pk)
        assert "Còn sản phẩm bị nêu điều kiện loại." in text
        assert f"Bị nêu điều kiện loại:</b> {ground}" in text
        assert ("Ghi ý kiến về điều kiện loại" in text) is settles
        assert "Soạn quyết định" not in text


def test_a_decision_is_named_to_all_and_opened_by_those_in_its_reach(client, district, dossier):
    session = closed_session(district, dossier, points=62)
    assert "Soạn quyết định" in read(client, district.officer, "results", session.pk)

    decision = signed_decision(district, session)
    link = f'<a href="{reverse("evaluations:decision-detail", args=[decision.pk])}">{decision.number}</a>'
    of_officer = read(client, district.officer, "results", session.pk)
    of_chair = read(client, district.chair, "results", session.pk)

    assert link in of_officer
    assert decision.number in of_chair
    assert link not in of_chair
    assert "Soạn quyết định" not in of_officer


def test_sheets_stand_under_short_names_that_are_explained(client, district, closed):
    item = closed(60, 62).items.get()
    text = read(client, district.secretary, "item-sheets", item.pk)

    assert f"Ghế 1:</b> {district.chair}</li>" in text
    assert f'Ghế 3:</b> {district.members[1]} <span class="soft">(không chấm)</span>' in text
    assert 'data-label="Ghế 2" class="num seat-cell"><span><b>62</b>' in text
    assert "table-scroll" not in text


def test_board_tells_the_standing_before_the_seats(client, district, dossier):
    session = open_session(district, dossier)
    send(district.chair, session.items.get(), 60)
    text = read(client, district.secretary, "session-detail", session.pk)

    columns = [text.index(f'data-label="{label}"') for label in ("Tình trạng", "Đã gửi", "Ghế 1", "Ghế 3")]
    assert columns == sorted(columns)
    assert f"Ghế 1:</b> {district.chair}</li>" in text
    assert text.count('aria-label="đã gửi"') == 1
    assert "table-scroll" not in text


def test_score_bar_tells_what_can_still_be_reached(client, district, dossier):
    session = open_session(district, dossier)
    sheet = session.items.get().sheets.get(seat__person=district.chair)

    untouched = read(client, district.chair, "sheet-detail", sheet.pk)
    services.save_mark(actor=district.chair, sheet=sheet, criterion="1a", position=1)
    begun = read(client, district.chair, "sheet-detail", sheet.pk)
    score(district, session, 62)
    sent = read(client, district.chair, "sheet-detail", sheet.pk)

    assert '<div class="total">0<small> điểm</small></div>' in untouched
    assert '<div class="tnum"><b>100</b> / 100</div>' in untouched
    assert '<div class="total">1<small> điểm</small></div>' in begun
    assert '<div class="tnum"><b>96</b> / 100</div>' in begun
    assert '<div class="total">62<small> / 100 điểm</small></div>' in sent
    assert "Còn có thể đạt" not in sent
