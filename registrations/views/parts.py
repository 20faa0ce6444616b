"""What several pages of this app draw in the same way."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.accounts.models import User
from ocop.audit.models import Event
from ocop.audit.words import words_for
from ocop.core import clock
from ocop.ui.parts import Entry, FileRow, MoveLink, Status
from ocop.ui.templatetags.portal import dmy, dmyhm, megabytes
from registrations import documents
from registrations.models import Dossier, Evidence, Producer, ProducerPost
from registrations.queries import PartState, acting_for, roles_to_end
from registrations.queries.vault import EXPIRES_SOON
from registrations.rules import Part

PART_PAGES = {
    Part.SET: ("dossier-set", gettext_lazy("Bộ tiêu chí")),
    Part.FORM: ("dossier-form", gettext_lazy("Phiếu đăng ký")),
    Part.PLAN: ("dossier-plan", gettext_lazy("Phương án sản xuất, kinh doanh")),
    Part.PROFILE: ("dossier-profile", gettext_lazy("Giới thiệu bộ máy tổ chức")),
    Part.CHANGES: ("dossier-statement", gettext_lazy("Thay đổi từ khi được công nhận")),
    Part.ASSESSMENT: ("dossier-assessment", gettext_lazy("Báo cáo tự đánh giá")),
    Part.EVIDENCE: ("dossier-evidence", gettext_lazy("Minh chứng")),
    Part.SCORES: ("dossier-scores", gettext_lazy("Tự chấm điểm")),
    Part.REPORT: ("dossier-report", gettext_lazy("Báo cáo của xã")),
}
"""The page of each part of a dossier and what it is called."""
FORMAT_WORDS = {"pdf": "PDF", "docx": "Word"}
_TODO = ("draft", "todo", gettext_lazy("Chưa làm"))
_DOING = ("move", "doing", gettext_lazy("Đang làm"))
_DONE = ("good", "done", gettext_lazy("Xong"))


def status_of_part(part: PartState) -> Status:
    """How far a part has come."""
    tone, icon, label = _DONE if part.done else _DOING if part.begun else _TODO
    return Status(tone, icon, str(label))


def print_links(dossier: Dossier, part: Part) -> list[MoveLink]:
    """Where a form is had as PDF and as Word; nothing for a part that is not printed by itself."""
    if part not in {form.part for form in documents.printable_parts(dossier)}:
        return []
    return [
        MoveLink(words, reverse("registrations:dossier-print", args=[dossier.pk, part, kind]), "print")
        for kind, words in FORMAT_WORDS.items()
    ]


def entries_of(events: Iterable[Event]) -> list[Entry]:
    """The history of a thing, the latest first."""
    lines = [
        Entry(dmyhm(event.at), str(words_for(event.verb)), str(event.actor or _("Cổng OCOP")), event.note)
        for event in events
    ]
    return lines[::-1]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Who acts for a producer, as what and until when; `end_url` where the reader may end it."""

    name: str
    words: str
    end_url: str = ""


def people_of(producer: Producer, reader: User) -> list[PersonLine]:
    """Those who act for a producer today, representatives first."""
    held = Producer.objects.roles_over(reader, producer)
    return [
        PersonLine(
            name=str(post.user),
            words=_acting_as(post),
            end_url=reverse("registrations:producer-post-end", args=[post.pk])
            if post.user_id != reader.pk and held & roles_to_end(reader, post)
            else "",
        )
        for post in acting_for(producer)
    ]


def _acting_as(post: ProducerPost) -> str:
    if post.ends_on is None:
        return str(post.get_kind_display())
    return _("%(kind)s, đến hết %(day)s") % {"kind": post.get_kind_display(), "day": dmy(post.ends_on)}


def paper_status(paper: Evidence) -> Status:
    """Whether a paper is still good."""
    if paper.replaced_by_id:
        return Status("end", "history", _("Đã thay"))
    if paper.expires_on is None:
        return Status("good", "done", _("Đã nhận"))
    days = (paper.expires_on - clock.today()).days
    if days < 0:
        return Status("bad", "error", _("Hết hạn"))
    if days <= EXPIRES_SOON:
        return Status("act", "clock", _("Còn %(days)s ngày") % {"days": days})
    return Status("good", "done", _("Còn hạn"))


def file_row(paper: Evidence, *, url: str = "") -> FileRow:
    """One line of a list of papers."""
    words = [paper.get_kind_display()]
    if paper.number:
        words.append(_("số %(number)s") % {"number": paper.number})
    if paper.expires_on:
        words.append(_("hết hạn %(day)s") % {"day": dmy(paper.expires_on)})
    words.append(megabytes(paper.size))
    return FileRow(
        name=paper.title,
        status=paper_status(paper),
        note=" · ".join(str(word) for word in words),
        url=url or reverse("registrations:evidence-download", args=[paper.pk]),
        icon="image" if paper.content_type.startswith("image/") else "file",
    )
