"""Trainings in “Việc hôm nay”: for who sends people, for who comes, and for who holds a class."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ocop.accounts.models import User
from reports.queries.work import SHOWN_OF_A_KIND, Work
from trainings.choices import ClassTask
from trainings.queries.work import ClassWork, class_work_of


def class_work(person: User, on: date) -> Iterator[Work]:
    """Each class once for each step it asks of this person; a last line leads to all classes."""
    found = class_work_of(person, on=on)
    yield from (_line(one) for one in found[:SHOWN_OF_A_KIND])
    if (rest := len(found) - SHOWN_OF_A_KIND) > 0:
        words = ngettext("Còn %(n)s việc khác về tập huấn", "Còn %(n)s việc khác về tập huấn", rest)
        yield Work(words % {"n": rest}, reverse("trainings:class-list"), icon="training", count=rest)


def _line(one: ClassWork) -> Work:
    words = _WORDS[one.task]() % {"code": one.training.code, "n": one.count}
    url = one.training.get_absolute_url() + _PARTS.get(one.task, "")
    note = one.training.title
    if one.task == ClassTask.NAME and one.count:
        note = _("%(title)s. Còn cử được %(n)s người.") % {"title": note, "n": one.count}
    return Work(words, url, note, "training", due=one.due)


_WORDS: dict[ClassTask, Callable[[], str]] = {
    ClassTask.NAME: lambda: _("Cử người dự lớp %(code)s"),
    ClassTask.ANSWER: lambda: _("Trả lời cho %(n)s người có chỗ ở lớp %(code)s"),
    ClassTask.OPEN: lambda: _("Mở cử người cho lớp %(code)s"),
    ClassTask.INVITE: lambda: _("Gửi giấy mời cho %(n)s người của lớp %(code)s"),
    ClassTask.START: lambda: _("Bắt đầu lớp %(code)s"),
    ClassTask.ROLL: lambda: _("Điểm danh %(n)s buổi của lớp %(code)s"),
    ClassTask.CLOSE: lambda: _("Kết thúc lớp %(code)s"),
    ClassTask.CERTIFY: lambda: _("Cấp giấy chứng nhận hoàn thành lớp %(code)s"),
    ClassTask.SETTLE: lambda: _("Quyết toán lớp %(code)s"),
}
_PARTS = {ClassTask.ANSWER: "#danh-sach"}
