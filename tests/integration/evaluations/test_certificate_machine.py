"""From the closed session to the end of a certificate, in any order: what must hold holds at every step."""

from __future__ import annotations

from itertools import count

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from evaluations import services
from evaluations.choices import CertificateState, DecisionState, Outcome, ReissueReason
from evaluations.models import Certificate, Decision, DecisionLine, Grading, Reopening, Sheet
from evaluations.services.certificates import KIND, attach_paper
from evaluations.services.register import reissue_certificate
from evaluations.services.reopenings import reopen_session
from ocop.audit.models import Event
from ocop.core import clock
from ocop.documents.models import NumberEntry
from ocop.documents.services import store_issued
from ocop.law.queries import tree_of
from tests.factories.evaluations import closed_session, conclude, marks_for, province_panel
from tests.factories.registrations import accepted_dossier
from tests.integration.evaluations.machines import AroundOneSession, try_in_any_order

WHAT, WHO = st.integers(0, 1), st.sampled_from(["officer", "leader", "chair", "secretary"])
OFTEN_THE_OFFICER = st.sampled_from(["officer", "officer", "leader"])
POINTS = (40, 75)
SAID = ("number", "stars", "product_name", "producer_name", "address", "valid_from", "valid_until")


class Life(AroundOneSession):
    """Two products of one closed session. Everybody tries everything; who may not is refused."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[int, tuple] = {}
        self.ended: dict[int, str] = {}
        self.numbers = count(1)

    def certificate(self, what: int) -> Certificate | None:
        """The newest of a product."""
        rows = Certificate.objects.filter(line__grading__item=self.items[what])
        return rows.order_by("-pk").first()

    # --- What people do -----------------------------------------------------------------------------------
    @rule(who=WHO)
    def prepare(self, who):
        self.attempt(services.prepare_decision, actor=getattr(self.panel, who), session=self.session)

    @rule(who=WHO)
    def discard(self, who):
        if draft := Decision.objects.order_by("-pk").first():
            person = getattr(self.panel, who)
            self.attempt(services.discard_decision, actor=person, decision=draft, note="Soạn lại")

    @rule(who=WHO)
    def sign(self, who):
        if draft := Decision.objects.order_by("-pk").first():
            self.attempt(
                services.sign_decision,
                actor=getattr(self.panel, who),
                decision=draft,
                number=f"{next(self.numbers)}/QĐ-UBND",
                decided_on=clock.today(),
                signer_title="Chủ tịch",
            )

    @rule(who=WHO, what=WHAT)
    def issue(self, who, what):
        if line := DecisionLine.objects.filter(grading__item=self.items[what]).first():
            issued = self.attempt(services.issue_certificate, actor=getattr(self.panel, who), line=line)
            if issued and issued.paper_id is None:
                self.draw(issued)

    @rule(what=WHAT)
    def take_the_usual_way(self, what):
        """Those who may, one after the other: so that most runs come as far as certificates."""
        self.prepare("officer")
        self.sign("leader")
        self.issue("officer", what)

    def draw(self, row: Certificate) -> None:
        """Keep a sheet of it, as the job does."""
        said = {"kind": KIND, "place": row.issuer, "number": row.number, "label": str(row)}
        said |= {"template_version": "test", "issued_by": self.panel.officer}
        attach_paper(certificate=row, paper=store_issued(content=row.number.encode(), **said))

    @rule(what=WHAT, points=st.sampled_from(POINTS))
    def score_again(self, what, points):
        """The chair opens the session again for one product, all score it anew, the chair closes."""
        item = self.items[what]
        opened = self.attempt(
            reopen_session, actor=self.panel.chair, session=self.session, items=[item], reason="Bỏ sót phiếu"
        )
        if not opened:
            return
        item.refresh_from_db()
        marks = marks_for(tree_of(item.dossier.criteria_set), points, stars=0)
        for sheet in Sheet.objects.filter(item=item, scoring_round=item.scoring_round):
            services.fill_sheet(actor=sheet.seat.person, sheet=sheet, marks=marks, notes={})
            services.send_sheet(actor=sheet.seat.person, sheet=sheet)
        services.close_session(actor=self.panel.chair, session=self.session)

    @rule(who=OFTEN_THE_OFFICER, what=WHAT)
    def reissue(self, who, what):
        if old := self.certificate(what):
            person, why = getattr(self.panel, who), ReissueReason.LOST
            asked = {"actor": person, "certificate": old, "reason": why, "note": "Bị mất"}
            if new := self.attempt(reissue_certificate, **asked):
                self.draw(new)

    @rule(who=WHO, what=WHAT)
    def revoke(self, who, what):
        if row := self.certificate(what):
            self.attempt(conclude, actor=self.panel.officer, certificate=row)
            self.attempt(
                services.revoke_certificate,
                actor=getattr(self.panel, who),
                certificate=row,
                note="Ngừng sản xuất",
                decision_number="9/QĐ-UBND",
            )

    # --- What must hold -----------------------------------------------------------------------------------
    @invariant()
    def no_certificate_without_a_signed_decision(self):
        for row in Certificate.objects.select_related("line__decision", "line__grading"):
            assert row.line.decision.state == DecisionState.SIGNED
            assert row.line.decision.signed_by == self.panel.leader
            assert row.line.outcome == Outcome.RECOGNISE
            assert row.stars == row.line.stars == row.line.grading.stars >= 3

    @invariant()
    def what_is_printed_never_changes_and_what_is_void_stays_void(self):
        for row in Certificate.objects.all():
            now = tuple(getattr(row, name) for name in SAID)
            assert self.said.setdefault(row.pk, now) == now
            if row.state != CertificateState.ACTIVE:
                assert self.ended.setdefault(row.pk, row.state) == row.state
            else:
                assert row.pk not in self.ended
        assert Certificate.objects.filter(pk__in=self.said).count() == len(self.said)

    @invariant()
    def one_stands_and_every_number_is_accounted_for(self):
        for item in self.items:
            own = Certificate.objects.filter(line__grading__item=item)
            assert own.filter(state=CertificateState.ACTIVE).count() <= 1
            assert own.filter(reissue_reason="").count() <= 1
        used = Certificate.objects.values_list("number_entry__number", flat=True)
        book = NumberEntry.objects.filter(book__series="GCN-OCOP").values_list("number", flat=True)
        assert sorted(used) == sorted(book) == list(range(1, len(used) + 1))

    @invariant()
    def what_is_decided_keeps_its_result(self):
        for line in DecisionLine.objects.select_related("grading"):
            assert line.stars == line.grading.stars
        assert Grading.objects.count() == len(self.items)

    @invariant()
    def the_trail_is_whole(self):
        def told(*verbs: str) -> int:
            return Event.objects.filter(verb__in=verbs).count()

        revoked = Certificate.objects.filter(state=CertificateState.REVOKED).count()
        signed = Decision.objects.filter(state=DecisionState.SIGNED).count()
        assert told("certificate.issue", "certificate.reissue") == Certificate.objects.count()
        assert told("certificate.revoke") == revoked
        assert told("decision.sign") == signed
        assert told("decision.prepare") - told("decision.discard") == Decision.objects.count()
        assert told("session.reopen") == Reopening.objects.count()
        assert told("session.close") == 1 + Reopening.objects.count()


def test_a_certificate_in_any_order(cast):
    panel = province_panel(cast)
    dossiers = [
        accepted_dossier(
            cast.new_producer, cast.cycle_26, actor=cast.new_officer, officer=cast.province_officer, name=name
        )
        for name in ("Trà sen", "Nem chua")
    ]
    Life.panel, Life.session = panel, closed_session(panel, *dossiers, points=75, stars=3)

    try_in_any_order(Life)
