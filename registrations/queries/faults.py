"""What is wrong with what was typed, beyond its shape.

A form asks here, so that all that is wrong is said in one go; the service asks the same and refuses with the
first. Whatever was not typed, or is misshapen, comes as None and is no fault here.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from datetime import date
from typing import TypeAlias

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Sum
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.accounts.queries import username_in_use
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.core.text import clean
from ocop.core.uploads import CheckedFile, check_upload
from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place
from ocop.programme.models import Cycle
from ocop.programme.queries import cycles_for
from ocop.ui.writing import megabytes
from registrations import rules
from registrations.models import Dossier, Evidence, Producer, ProducerPost, Product, StepLimit
from registrations.models.dossiers import HERE_TO_WRITE
from registrations.queries.consents import code_of, digest_of, items_to_consent, read_code
from registrations.queries.files import evidence_of
from registrations.queries.ideas import is_of_its_units
from registrations.queries.producers import known_person, last_day_to_help, number_fault

Faults: TypeAlias = Iterator[RuleViolation]


def day_to_come(day: date | None, name: str, *, field: str) -> Faults:
    """A day after today in Hà Nội; `name` is what the day is called."""
    if day is not None and day > clock.today():
        yield RuleViolation(_("%(day)s không thể sau hôm nay.") % {"day": name}, field=field)


def faults_of_file(upload: UploadedFile | None) -> Faults:
    """A file that is not believed. It is read whole for that, so ask only where the service will not."""
    yield from _believed(upload)


def faults_of_new_paper(upload: UploadedFile | None, producer: Producer, dossier: Dossier | None) -> Faults:
    """As `faults_of_file`, and a file that the producer has already, or for which the dossier has no room."""
    file = yield from _believed(upload)
    if file is not None:
        yield from file_in_use(producer, file)
        if dossier is not None:
            yield from no_room(dossier, file.size)


def faults_of_newer_paper(upload: UploadedFile | None, old: Evidence, *, follows: bool) -> Faults:
    """As `faults_of_new_paper`, of a file that is to take the place of a paper's."""
    file = yield from _believed(upload)
    if file is not None:
        yield from not_newer(old, file)
        if follows:
            yield from no_room_to_follow(old, file.size)


def _believed(upload: UploadedFile | None) -> Generator[RuleViolation, None, CheckedFile | None]:
    if upload is None:
        return None
    try:
        return check_upload(upload, name=upload.name, max_bytes=settings.UPLOAD_MAX_BYTES)
    except RuleViolation as refusal:
        yield refusal
        return None


def file_in_use(producer: Producer, file: CheckedFile) -> Faults:
    """A file is one paper of its producer, however many criteria and dossiers it serves.

    It is no constraint: producers from before this rule may have kept a file twice.
    """
    same = Evidence.objects.filter(producer=producer, sha256=file.sha256, replaced_by__isnull=True)
    if paper := same.order_by("pk").first():
        yield RuleViolation(
            _("Chủ thể đã có tệp này, tên là “%(paper)s”. Trong hồ sơ, hãy bấm “Dùng giấy tờ đã có”.")
            % {"paper": paper},
            field="upload",
        )


def not_newer(old: Evidence, file: CheckedFile) -> Faults:
    """A paper is replaced by another file than its own and those of its neighbours."""
    if file.sha256 == old.sha256:
        yield RuleViolation(_("Tệp này giống hệt bản đang có. Hãy chọn tệp mới."), field="upload")
    else:
        yield from file_in_use(old.producer, file)


def no_room(dossier: Dossier, size: int) -> Faults:
    """The papers of a dossier stay within its share of the store."""
    used = evidence_of(dossier).aggregate(bytes=Sum("size"))["bytes"] or 0
    if used + size > settings.DOSSIER_QUOTA_BYTES:
        yield RuleViolation(
            _(
                "Minh chứng của hồ sơ “%(dossier)s” đã dùng %(used)s trong %(most)s, không đủ chỗ cho tệp "
                "này. Hãy giảm dung lượng hoặc bỏ bớt tệp."
            )
            % {
                "dossier": dossier,
                "used": megabytes(used),
                "most": megabytes(settings.DOSSIER_QUOTA_BYTES),
            },
            field="upload",
        )


def no_room_to_follow(old: Evidence, size: int) -> Faults:
    """The open dossiers that cite a paper have room for a newer file of this size."""
    for dossier in Dossier.objects.filter(citations__evidence=old, state__in=HERE_TO_WRITE).distinct():
        yield from no_room(dossier, size - old.size)


def faults_of_form(signed_on: date | None) -> Faults:
    """The registration form was signed by today."""
    return day_to_come(signed_on, _("Ngày ký"), field="signed_on")


def faults_of_report(request_on: date | None) -> Faults:
    """The commune's request is of today or before."""
    return day_to_come(request_on, _("Ngày văn bản đề nghị"), field="request_on")


def faults_of_paper(issued_on: date | None, expires_on: date | None) -> Faults:
    """A paper was issued by today, and ends no earlier than it began."""
    yield from day_to_come(issued_on, _("Ngày cấp"), field="issued_on")
    if issued_on and expires_on and expires_on < issued_on:
        yield RuleViolation(_("Ngày hết hạn không được trước ngày cấp."), field="expires_on")


def faults_of_founding(established_on: date | None) -> Faults:
    """A producer was founded by today."""
    yield from day_to_come(established_on, _("Ngày thành lập"), field="established_on")


def faults_of_figures(figures: Iterable[rules.Figure], *, is_plan: bool) -> Faults:
    """No year earns more than it takes."""
    for figure in figures:
        if rules.earns_more_than_it_takes(figure):
            yield RuleViolation(
                _("Lợi nhuận năm %(year)s lớn hơn doanh thu. Hãy xem lại.") % {"year": figure.year},
                field=f"{'planned' if is_plan else 'achieved'}_{figure.year}_profit_vnd",
            )


def faults_of_workforce(workers: int | None, local_workers: int | None) -> Faults:
    """The workers of the place are among the workers."""
    if workers is not None and local_workers is not None and local_workers > workers:
        yield RuleViolation(_("Lao động địa phương không thể nhiều hơn số lao động."), field="local_workers")


def not_a_commune(place: Place | None) -> Faults:
    """Producers and ideas are of a commune, never of a whole district or province."""
    if place is not None and place.level != PlaceLevel.COMMUNE:
        yield RuleViolation(_("Hãy chọn một xã, phường hoặc đặc khu."), field="commune")


def faults_of_producer(
    *, kind: str, registration_number: str | None, registered_on: date | None, commune: Place | None
) -> Faults:
    """Where a producer is, and under which number and since when it is registered."""
    yield from not_a_commune(commune)
    yield from day_to_come(registered_on, _("Ngày cấp"), field="registered_on")
    if registration_number is not None and (fault := number_fault(kind, registration_number)):
        yield RuleViolation(fault, field="registration_number")


def number_in_use(person: User, number: str, *, apart_from: int | None) -> Faults:
    """A number, as it is kept, that another producer has, with what the officer can do about it; the other's
    name only in reach.
    """
    others = Producer.objects.filter(registration_number=number).exclude(pk=apart_from)
    holder = others.select_related("commune").first()
    if holder is None:
        return
    if other := Producer.objects.visible_to(person).filter(pk=holder.pk).first():
        said = _("Số này là của “%(other)s”. Hãy mở chủ thể đó, hoặc xem lại số.") % {"other": other}
    else:
        said = _(
            "Số này đã có trong sổ của %(place)s. Hãy xem lại số; nếu đúng, hãy hỏi nơi đó hoặc chuyên viên "
            "OCOP tỉnh."
        ) % {"place": holder.commune.full_name}
    yield RuleViolation(said, field="registration_number", about=other)


def faults_of_size(figures_year: int | None) -> Faults:
    """Figures of an enterprise are of a year that has begun (80/2021/NĐ-CP Art. 5)."""
    if figures_year is not None and figures_year > clock.today().year:
        yield RuleViolation(_("Năm của số liệu không thể sau năm nay."), field="figures_year")


def name_in_use(producer: Producer, name: str, *, apart_from: int | None) -> Faults:
    """No producer has two products of one name."""
    same = Product.objects.filter(producer=producer, name=clean(name)).exclude(pk=apart_from).first()
    if same is not None:
        yield RuleViolation(_("Chủ thể đã có sản phẩm tên này."), field="name", about=same)


def faults_of_helper(ends_on: date | None) -> Faults:
    """Who helps a producer does so from today to `last_day_to_help`."""
    if ends_on is None:
        return
    last = last_day_to_help(clock.today())
    if ends_on < clock.today():
        yield RuleViolation(_("Ngày kết thúc không thể trước hôm nay."), field="ends_on")
    elif ends_on > last:
        yield RuleViolation(
            _("Chỉ mời được đến hết %(day)s. Hết hạn, bạn có thể mời lại.") % {"day": f"{last:%d/%m/%Y}"},
            field="ends_on",
        )


def faults_of_invited(producer: Producer, *, username: str | None, full_name: str | None) -> Faults:
    """Who is invited has a sign-in of their own or gets a new one, and neither acts for the producer already
    nor holds an office over it.
    """
    if username is None or full_name is None:
        return
    person = known_person(username, full_name)
    if person is None:
        yield from username_in_use(username)
    elif ProducerPost.objects.filter(user=person, producer=producer).held_on(clock.today()).exists():
        yield RuleViolation(_("Người này đang làm việc cho chủ thể rồi."), field="username")
    elif Producer.objects.roles_over(person, producer):
        yield RuleViolation(
            _("Người này là cán bộ phụ trách địa bàn của chủ thể nên không làm thay chủ thể."),
            field="username",
        )


def faults_of_cycle(cycle: Cycle | None, commune: Place | None) -> Faults:
    """An idea is for a cycle that is open to its commune and counts by its list of places."""
    if cycle is None or commune is None:
        return
    if not cycles_for(commune, clock.today()).filter(pk=cycle.pk, closed_on__isnull=True).exists():
        yield RuleViolation(_("Chu trình này không mở cho xã đã chọn."), field="cycle")
    elif not is_of_its_units(cycle, commune):
        yield RuleViolation(
            _("Chu trình này theo đơn vị hành chính hiện nay: hãy chọn xã, phường hiện nay."), field="commune"
        )


def faults_of_proposer(
    *, commune: Place | None, producer: Producer | None, proposer_name: str | None
) -> Faults:
    """Somebody proposes an idea: a producer of its commune, or a person by name."""
    if producer is not None and commune is not None and producer.commune_id != commune.pk:
        yield RuleViolation(_("Chủ thể này ở xã khác."), field="producer")
    if producer is None and proposer_name is not None and not clean(proposer_name):
        yield RuleViolation(_("Hãy ghi ai đề xuất, hoặc chọn chủ thể đã đăng ký."), field="proposer_name")


def faults_of_signed_summary(dossier: Dossier, *, code: str | None, given_on: date | None) -> Faults:
    """What the producer has signed is what the dossier says now, and was signed by today."""
    if code is not None and read_code(code) != code_of(digest_of(items_to_consent(dossier))):
        yield RuleViolation(
            _(
                "Mã này không phải mã của nội dung hiện nay. Hãy xem lại mã ở bản đã ký; nếu mã đúng như vậy "
                "thì hồ sơ đã sửa sau khi in: hãy in lại và đưa chủ thể ký."
            ),
            field="code",
        )
    yield from day_to_come(given_on, _("Ngày ký"), field="given_on")


def faults_of_limit(*, province: Place | None, term: str | None, used_from: date | None) -> Faults:
    """The limit of a step holds from today or later, and is the only one of its day."""
    if used_from is None:
        return
    if used_from < clock.today():
        yield RuleViolation(_("Thời hạn mới áp dụng từ hôm nay trở đi."), field="used_from")
    elif StepLimit.objects.filter(province=province, term=term, used_from=used_from).exists():
        yield RuleViolation(
            _("Bước này đã có thời hạn từ ngày ấy; hãy sửa ở dòng của nó."), field="used_from"
        )
