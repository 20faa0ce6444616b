"""A meeting in which everybody does anything in any order: what must hold, holds after every step."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from evaluations import services
from evaluations.choices import SessionState, SheetState
from evaluations.models import Declaration, Grading, Mark, Recusal, Sheet, Spread
from evaluations.rules import Procedure
from ocop.audit.models import Event
from ocop.law.queries import tree_of
from tests.factories.evaluations import district_panel, marks_for, planned_session
from tests.factories.registrations import accepted_dossier
from tests.integration.evaluations.machines import AroundOneSession, try_in_any_order

WHO, WHAT = st.integers(0, 2), st.integers(0, 1)
ROUNDS = 2


class Meeting(AroundOneSession):
    """Three members, two products, at most two rounds, ten points apart allowed."""

    marks = {}  # set by the test

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[int, tuple] = {}
        self.at_close: list | None = None

    def sheet(self, who: int, what: int) -> Sheet | None:
        """Of the round that runs. Who stays out has none in the second."""
        person, item = self.panel.scorers[who], self.items[what]
        item.refresh_from_db()
        rows = Sheet.objects.filter(seat__person=person, item=item, scoring_round=item.scoring_round)
        return rows.first()

    # --- What people do -----------------------------------------------------------------------------------
    @rule(who=WHO, what=WHAT)
    def declare(self, who, what):
        person, item = self.panel.scorers[who], self.items[what]
        self.attempt(services.declare_interests, actor=person, session=self.session, clear=[item])

    @rule(who=WHO, what=WHAT)
    def stay_out(self, who, what):
        person, item = self.panel.scorers[who], self.items[what]
        self.attempt(services.declare_recusal, actor=person, item=item, ground="Góp vốn")

    @rule(who=WHO, what=WHAT, position=st.integers(0, 6))
    def tick(self, who, what, position):
        if sheet := self.sheet(who, what):
            self.attempt(
                services.save_mark,
                actor=self.panel.scorers[who],
                sheet=sheet,
                criterion="1a",
                position=position or None,
            )

    @rule(who=WHO, what=WHAT, points=st.sampled_from([50, 58, 66, 74]))
    def score(self, who, what, points):
        person, sheet = self.panel.scorers[who], self.sheet(who, what)
        if sheet is None:
            return
        self.attempt(services.declare_interests, actor=person, session=self.session, clear=[sheet.item])
        filled = self.attempt(
            services.fill_sheet, actor=person, sheet=sheet, marks=self.marks[points], notes={}
        )
        if filled:
            self.attempt(services.send_sheet, actor=person, sheet=sheet)

    @rule(who=WHO, what=WHAT)
    def send(self, who, what):
        if sheet := self.sheet(who, what):
            self.attempt(services.send_sheet, actor=self.panel.scorers[who], sheet=sheet)

    @rule(what=WHAT)
    def discuss(self, what):
        self.attempt(
            services.record_discussion,
            actor=self.panel.secretary,
            item=self.items[what],
            discussion="Đã bàn",
        )

    @rule()
    def close(self):
        if self.attempt(services.close_session, actor=self.panel.chair, session=self.session):
            self.at_close = everything_marked()

    @rule(who=WHO, what=WHAT)
    def somebody_else_writes(self, who, what):
        other, before = self.panel.scorers[(who + 1) % 3], self.refused
        if sheet := self.sheet(who, what):
            self.attempt(services.save_mark, actor=other, sheet=sheet, criterion="1a", position=1)
            assert self.refused == before + 1

    # --- What must hold -----------------------------------------------------------------------------------
    @invariant()
    def nothing_is_marked_after_the_close(self):
        assert self.at_close is None or everything_marked() == self.at_close

    @invariant()
    def what_was_sent_stays_as_it_was(self):
        for sheet in Sheet.objects.filter(state=SheetState.SENT):
            now = (sheet.total, tuple(sheet.marks.order_by("pk").values_list("criterion", "option")))
            assert self.sent.setdefault(sheet.pk, now) == now
            assert sheet.total == recount(sheet)

    @invariant()
    def results_equal_a_recount_without_those_who_stay_out(self):
        out = set(Recusal.objects.values_list("seat", "item"))
        for grading in Grading.objects.select_related("item"):
            counted = [
                sheet
                for sheet in Sheet.objects.filter(
                    item=grading.item, scoring_round=grading.item.scoring_round, state=SheetState.SENT
                )
                if (sheet.seat_id, sheet.item_id) not in out
            ]
            assert grading.sheet_count == len(counted) > 0
            assert grading.exact_mean == sum(Fraction(recount(s)) for s in counted) / len(counted)

    @invariant()
    def only_the_closed_have_results(self):
        self.session.refresh_from_db()
        assert Grading.objects.exists() == (self.session.state == SessionState.CLOSED)

    @invariant()
    def rounds_follow_discussions(self):
        for item in self.items:
            item.refresh_from_db()
            rescored = Spread.objects.filter(item=item, rescored=True).count()
            assert item.scoring_round == 1 + rescored <= ROUNDS
            assert not Sheet.objects.filter(item=item, scoring_round__gt=item.scoring_round).exists()

    @invariant()
    def nobody_scores_undeclared(self):
        said = set(Declaration.objects.values_list("seat", "item"))
        marked = Sheet.objects.filter(version__gt=1)
        assert set(marked.values_list("seat", "item")) <= said

    @invariant()
    def the_trail_is_whole(self):
        def told(verb: str) -> int:
            return Event.objects.filter(verb=verb).count()

        assert told("sheet.send") == Sheet.objects.filter(state=SheetState.SENT).count()
        assert told("session.recuse") == Recusal.objects.count()
        assert told("session.freeze") == Spread.objects.count()
        assert told("session.discuss") == Spread.objects.filter(discussed_at__isnull=False).count()
        assert told("session.close") == (self.session.state == SessionState.CLOSED)


def everything_marked() -> list:
    return [
        *Sheet.objects.order_by("pk").values_list("pk", "state", "total", "version"),
        *Mark.objects.order_by("pk").values_list("pk", "option", "note"),
    ]


def recount(sheet: Sheet) -> Decimal:
    """The total added up anew, straight from the rows: what hangs on a story counts only with one."""
    rows = sheet.marks.values_list("criterion__code", "criterion__applies_if", "option__points")
    story = tree_of(sheet.item.dossier.criteria_set).story_criterion
    told = {code: points or Decimal(0) for code, _applies, points in rows}
    has_story = story is not None and told.get(story.code, 0) > 0
    return sum(
        (points for _code, applies, points in rows if points and (not applies or has_story)), Decimal(0)
    )


def test_a_meeting_in_any_order(cast):
    panel = district_panel(cast, procedure=Procedure(max_spread=10, max_rounds=ROUNDS))
    dossiers = [
        accepted_dossier(
            cast.producer, cast.cycle_148, actor=cast.officer, officer=cast.district_officer, name=name
        )
        for name in ("Một", "Hai")
    ]
    session = planned_session(panel, *dossiers)
    Meeting.panel = panel
    Meeting.session = services.open_session(actor=panel.secretary, session=session, present=panel.seats)
    tree = tree_of(dossiers[0].criteria_set)
    Meeting.marks = {points: marks_for(tree, points, stars=0) for points in (50, 58, 66, 74)}

    try_in_any_order(Meeting)
