"""The first page of everybody who signs in, and the page of all sections."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.models import Council
from ocop.core import clock
from ocop.core.roles import Role
from ocop.localities.models import Place
from ocop.notifications.models import Notice
from ocop.notifications.queries import latest_notices
from ocop.programme.models import Cycle
from ocop.programme.queries import current_cycle, cycles_for, path_of, year_of
from ocop.programme.queries.steps import Year
from ocop.ui.views import PortalView
from registrations.models import Producer
from reports.queries.agenda import Agenda, agenda_for

STARTERS = frozenset({Role.COMMUNE_OFFICER, Role.PRODUCER})
"""Who starts dossiers."""


class Today(PortalView):
    """“Việc hôm nay”: what waits for this person, the most urgent first."""

    title = gettext_lazy("Việc hôm nay")
    template_name = "reports/today.html"

    @cached_property
    def day(self) -> date:
        return clock.today()

    @cached_property
    def agenda(self) -> Agenda:
        return agenda_for(self.request.user, on=self.day)

    @property
    def has_posts(self) -> bool:
        return bool(self.request.user.posts())

    @property
    def starts_dossiers(self) -> bool:
        return any(post.role in STARTERS for post in self.request.user.posts())

    @property
    def start_url(self) -> str:
        return reverse("registrations:dossier-new")

    @cached_property
    def known_cycle(self) -> Cycle | None:
        """The year that the reader also opens, by a post at a place."""
        return current_cycle(self.request.user)

    @cached_property
    def cycle(self) -> Cycle | None:
        """The known year; of who speaks for a producer or sits in a council, that of its place."""
        if self.known_cycle or not self.home:
            return self.known_cycle
        return cycles_for(self.home, self.day).prefetch_related("steps").first()

    @cached_property
    def home(self) -> Place | None:
        """Where the producer or the council stands by which somebody without a post at a place is here."""
        producers = Producer.objects.visible_to(self.request.user).select_related("commune")
        if producer := producers.order_by("-pk").first():
            return producer.commune
        councils = Council.objects.visible_to(self.request.user).select_related("place")
        council = councils.order_by("-pk").first()
        return council.place if council else None

    @cached_property
    def year(self) -> Year | None:
        """The year as it stands for the reader's unit: where we are, what is next, what is late."""
        if self.cycle is None:
            return None
        path = path_of(self.request.user) or (self.home.today_path if self.home else "")
        return year_of(self.cycle, on=self.day, path=path)

    @cached_property
    def notices(self) -> Sequence[Notice]:
        return list(latest_notices(self.request.user))

    @property
    def lead(self) -> str:
        """“Có 6 việc chờ bạn: 1 việc quá hạn, 2 việc đến hạn trong tuần này.”"""
        agenda = self.agenda
        parts = [
            _("%(n)s việc quá hạn") % {"n": agenda.late} if agenda.late else "",
            _("%(n)s việc đến hạn trong tuần này") % {"n": agenda.due} if agenda.due else "",
        ]
        urgent = ", ".join(part for part in parts if part)
        whole = _("Có %(n)s việc chờ bạn") % {"n": agenda.total}
        return f"{whole}: {urgent}." if urgent else f"{whole}."


class More(PortalView):
    """Every section on one page, for the thumb bar of a phone."""

    title = gettext_lazy("Mục khác")
    template_name = "reports/more.html"
