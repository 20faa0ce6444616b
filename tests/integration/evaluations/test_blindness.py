"""Before a session is closed nobody reads another member's marks: no page, no trail, no count shows them.

One member gives 83 points with words that stand nowhere else; then every page that anybody can open is
searched for the points and the words.
"""

import re

from django.urls import reverse

from evaluations import services
from evaluations.queries import may_read_sheets, results_of, sheets_board, sheets_of, waiting_for
from evaluations.queries.results import marks_by_criterion
from ocop.audit.models import Event
from ocop.notifications.models import Notice
from tests.factories.evaluations import open_session, send, sheet_of
from tests.factories.registrations import accepted_dossier
from tests.kept import kept

WORDS = "Bao bì mờ chữ, cần in lại"
OPINION = "Sản phẩm nên làm lại nhãn"
POINTS = 83
READERS = (
    "officer",
    "district_officer",
    "district_leader",
    "province_officer",
    "province_leader",
    "auditor",
    "administrator",
    "producer_person",
)


@kept
def session(district, dossier):
    session = open_session(district, dossier)
    send(
        district.chair,
        session.items.get(),
        POINTS,
        notes={"1a": WORDS},
        opinion=OPINION,
        knock_out=dossier.criteria_set.knock_outs.first(),
    )
    return session


def everybody_else(cast, panel):
    return [*(getattr(cast, name) for name in READERS), *panel.members, panel.secretary]


def addresses(session, sheet):
    item, council = session.items.get(), session.council
    names = [
        ("today", []),
        ("evaluations:council-list", []),
        ("evaluations:council-detail", [council.pk]),
        ("evaluations:session-list", []),
        ("evaluations:session-detail", [session.pk]),
        ("evaluations:session-close", [session.pk]),
        ("evaluations:item-agree", [item.pk]),
        ("evaluations:item-settle", [item.pk]),
        ("evaluations:item-sheets", [item.pk]),
        ("evaluations:results", [session.pk]),
        ("evaluations:decision-prepare", [session.pk]),
        ("evaluations:decision-list", []),
        ("evaluations:sheet-list", []),
        ("evaluations:sheet-detail", [sheet.pk]),
        ("evaluations:sheet-send", [sheet.pk]),
        ("evaluations:certificate-list", []),
        ("audit:event-list", []),
        ("notifications:list", []),
        ("registrations:dossier-list", []),
        ("registrations:dossier-detail", [item.dossier_id]),
    ]
    return [reverse(name, args=args) for name, args in names]


def test_no_page_shows_the_marks_of_another_member(client, cast, district, session):
    sheet = sheet_of(district.chair, session.items.get())
    seen = 0
    for person in everybody_else(cast, district):
        client.force_login(person)
        for address in addresses(session, sheet):
            response = client.get(address)
            text = response.content.decode()
            seen += response.status_code == 200
            assert WORDS not in text, (person, address)
            assert OPINION not in text, (person, address)
            assert f">{POINTS}<" not in text and f"{POINTS} /" not in text, (person, address)
    assert seen > 40, "the walk must meet open pages, or it proves nothing"


def test_the_member_sees_their_own(client, district, session):
    """The search above would find the words: the member's own page has them."""
    client.force_login(district.chair)
    sheet = sheet_of(district.chair, session.items.get())
    text = client.get(reverse("evaluations:sheet-detail", args=[sheet.pk])).content.decode()

    assert WORDS in text
    assert OPINION in text
    assert f"{POINTS} / 100" in text


def test_a_member_does_not_open_another_s_sheet_by_its_address(client, district, session):
    client.force_login(district.members[0])
    sheet = sheet_of(district.chair, session.items.get())

    for name in ("sheet-detail", "sheet-send"):
        assert client.get(reverse(f"evaluations:{name}", args=[sheet.pk])).status_code == 404
    tick = reverse("evaluations:sheet-tick", args=[sheet.pk, 1])
    assert client.post(tick, {"c-1": "1"}).status_code == 404


def test_the_trail_and_the_notices_keep_no_marks(session):
    """The trail says which criteria were worked on and that a sheet was sent; a notice never says a number of
    points. Keys and product names hold numbers of their own, so they are left out of the search.
    """
    for event in Event.objects.filter(verb__startswith="sheet."):
        assert set(event.detail) <= {"criteria"}
        assert {*event.before, *event.after} <= {"state"}
        assert WORDS not in event.note
    product = session.items.get().dossier.product_name
    for notice in Notice.objects.all():
        assert not re.search(rf"\b{POINTS}\b", notice.text.replace(product, ""))


def test_queries_of_results_are_empty_before_the_close(cast, district, session):
    item = session.items.get()

    assert results_of(session) == []
    assert not sheets_of(item).exists()
    assert all(points == [] for _criterion, points in marks_by_criterion(item))
    for person in everybody_else(cast, district):
        assert may_read_sheets(person, session) is False


def test_board_knows_who_and_not_what(district, session):
    board = sheets_board(session)

    assert [row.cells for row in board.rows] == [("sent", "none", "none")]
    told = [(row.cells, row.sent, row.expected) for row in board.rows]
    assert str(POINTS) not in repr([told, board.sent, board.expected])


def test_counts_for_the_home_page_are_the_same_whatever_was_ticked(cast, district, session):
    before = [waiting_for(person) for person in everybody_else(cast, district)]
    sheet = sheet_of(district.members[0], session.items.get())
    services.save_mark(actor=district.members[0], sheet=sheet, criterion="1a", position=3)

    assert [waiting_for(person) for person in everybody_else(cast, district)] == before


def test_after_the_close_the_council_and_its_officer_read_all_sheets(client, cast, district, session):
    item = session.items.get()
    for person in district.members:
        send(person, item, 62)
    services.close_session(actor=district.chair, session=session)
    address = reverse("evaluations:item-sheets", args=[item.pk])

    for person in (*district.scorers, district.secretary, cast.district_officer):
        client.force_login(person)
        assert WORDS not in client.get(address).content.decode()
        assert OPINION in client.get(address).content.decode()
    for name in ("producer_person", "officer", "foreign_province_officer", "finance_officer"):
        client.force_login(getattr(cast, name))
        assert client.get(address).status_code == 404, name


def test_recused_member_reads_no_sheet_of_the_product_after_the_close(client, cast, district):
    names = ("Chuối sấy", "Mít sấy")
    dossiers = [
        accepted_dossier(
            cast.producer, cast.cycle_148, actor=cast.officer, officer=cast.district_officer, name=name
        )
        for name in names
    ]
    session = open_session(district, *dossiers)
    out, other = session.items.order_by("position")
    member = district.members[0]
    services.declare_recusal(actor=member, item=out, ground="Góp vốn")
    for item in (out, other):
        for person in set(district.scorers) - ({member} if item == out else set()):
            send(person, item, 60)
    services.close_session(actor=district.chair, session=session)
    client.force_login(member)

    pages = {item: reverse("evaluations:item-sheets", args=[item.pk]) for item in (out, other)}
    assert [client.get(pages[item]).status_code for item in (out, other)] == [404, 200]
    results = client.get(reverse("evaluations:results", args=[session.pk])).content.decode()
    assert pages[other] in results and pages[out] not in results


def test_recused_member_reads_neither_sheet_nor_papers(client, district, session):
    item = session.items.get()
    member = district.members[0]
    sheet = sheet_of(member, item)
    paper = item.dossier.citations.first().evidence
    addresses = [
        reverse("evaluations:sheet-detail", args=[sheet.pk]),
        reverse("evaluations:item-compare", args=[item.pk]),
        reverse("evaluations:item-paper", args=[item.pk, paper.pk]),
        reverse("evaluations:item-paper-page", args=[item.pk, paper.pk, 1]),
    ]
    client.force_login(member)
    assert [client.get(address).status_code for address in addresses] == [200] * 4

    services.declare_recusal(actor=member, item=item, ground="Góp vốn")
    assert [client.get(address).status_code for address in addresses] == [404] * 4
