"""What stands around every page: sections, the person's post, unread notices, the demo mark."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ocop.core.roles import Role
from ocop.notifications.queries import unread_count

R = Role
OFFICIALS = frozenset(Role) - {R.PRODUCER, R.COUNCIL_MEMBER}
ASSESSORS = frozenset(
    {
        R.COUNCIL_MEMBER,
        R.COUNCIL_SECRETARY,
        R.DISTRICT_OFFICER,
        R.DISTRICT_LEADER,
        R.PROVINCE_OFFICER,
        R.PROVINCE_LEADER,
        R.AUDITOR,
        R.ADMINISTRATOR,
    }
)


PLANS = tuple(f"/ke-hoach/{part}" for part in ("soan", "phan", "muc", *"123456789"))
"""Where plans are; targets and reports have sections of their own under the same address."""


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the navigation. `roles` names for whom; None is for everybody who signs in."""

    label: str
    icon: str
    route: str
    roles: frozenset[Role] | None = None
    prefixes: tuple[str, ...] = ()
    url: str = ""
    current: bool = False
    count: int = 0
    short: str = ""


SECTIONS = (
    Section(_("Việc hôm nay"), "today", "today", short=_("Hôm nay")),
    Section(_("Hồ sơ"), "dossier", "registrations:dossier-list", OFFICIALS | {R.PRODUCER}, ("/ho-so",)),
    Section(_("Ý tưởng"), "edit", "registrations:idea-list", OFFICIALS | {R.PRODUCER}, ("/y-tuong",)),
    Section(
        _("Chủ thể"),
        "user",
        "registrations:producer-list",
        OFFICIALS | {R.PRODUCER},
        ("/chu-the", "/san-pham/", "/nhap/"),
    ),
    Section(
        _("Hội đồng"),
        "council",
        "evaluations:council-list",
        ASSESSORS,
        ("/hoi-dong", "/phien", "/phieu", "/ket-qua", "/bo-van-ban", "/quyet-dinh"),
    ),
    Section(
        _("Chứng nhận"),
        "certificate",
        "evaluations:certificate-list",
        OFFICIALS | {R.PRODUCER},
        ("/giay-chung-nhan",),
    ),
    Section(
        _("Văn bản"),
        "file",
        "documents:archive",
        OFFICIALS - {R.COMMUNE_OFFICER},
        ("/van-ban/so/", "/van-ban/da-cap/", "/van-ban/can-cu/"),
    ),
    Section(
        _("Dự toán"),
        "budget",
        "budgets:budget-list",
        OFFICIALS - {R.COUNCIL_SECRETARY},
        ("/du-toan",),
    ),
    Section(
        _("Kế hoạch"),
        "file",
        "plans:plan-list",
        OFFICIALS - {R.COUNCIL_SECRETARY, R.ADVISER},
        PLANS,
    ),
    Section(
        _("Chỉ tiêu"),
        "scale",
        "plans:target-list",
        OFFICIALS - {R.COUNCIL_SECRETARY, R.ADVISER},
        ("/ke-hoach/chi-tieu",),
    ),
    Section(_("Toàn cảnh"), "report", "panorama", OFFICIALS, ("/toan-canh",)),
    Section(
        _("Báo cáo"),
        "inbox",
        "plans:report-list",
        OFFICIALS - {R.COUNCIL_SECRETARY, R.ADVISER},
        ("/ke-hoach/bao-cao",),
    ),
    Section(
        _("Tập huấn"),
        "training",
        "trainings:class-list",
        OFFICIALS | {R.PRODUCER},
        ("/tap-huan",),
    ),
    Section(
        _("Hoạt động"),
        "today",
        "plans:event-list",
        OFFICIALS - {R.COUNCIL_SECRETARY, R.ADVISER},
        ("/ke-hoach/hoat-dong",),
    ),
    Section(
        _("Chu trình"),
        "plan",
        "programme:cycle-list",
        OFFICIALS,
        ("/chu-trinh/mo", *(f"/chu-trinh/{digit}" for digit in range(1, 10))),
    ),
    Section(
        _("Bộ máy"),
        "users",
        "programme:body-list",
        OFFICIALS - {R.COUNCIL_SECRETARY, R.ADVISER, R.FINANCE_OFFICER},
        ("/chu-trinh/bo-may", "/ke-hoach/ban-giao"),
    ),
    Section(_("Bộ tiêu chí"), "file", "law:set-list", None, ("/quy-dinh",)),
    Section(
        _("Lịch làm việc"),
        "today",
        "registrations:calendar",
        frozenset({R.ADMINISTRATOR}),
        ("/lich-lam-viec/",),
    ),
    Section(
        _("Nhật ký"),
        "history",
        "audit:event-list",
        frozenset({R.AUDITOR, R.ADMINISTRATOR, R.PROVINCE_LEADER, R.DISTRICT_LEADER}),
        ("/nhat-ky",),
    ),
    Section(
        _("Tài khoản"), "user", "accounts:person-list", frozenset({R.ADMINISTRATOR}), ("/tai-khoan/nguoi",)
    ),
)
IN_THUMB_BAR = 4
IN_TABS = 8
"""What one line at the head of a desk's page holds."""


class Portal:
    """Read lazily: a public page that shows none of it asks the database nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.demo = settings.DEMO
        self.support_phone = settings.SUPPORT_PHONE
        self.language = get_language()

    @cached_property
    def posts(self) -> tuple:
        user = getattr(self.request, "user", None)
        return tuple(user.posts()) if user is not None and user.is_authenticated else ()

    @cached_property
    def sections(self) -> list[Section]:
        held = {post.role for post in self.posts}
        return [self._placed(s) for s in SECTIONS if s.roles is None or s.roles & held]

    def _placed(self, section: Section) -> Section:
        url, here = reverse(section.route), self.request.path
        current = here == url or any(here.startswith(prefix) for prefix in section.prefixes)
        return replace(section, url=url, current=current, short=section.short or section.label)

    @property
    def thumb(self) -> list[Section]:
        """At most five entries for the phone: the first four and a page with all the others."""
        return [*self.sections[:IN_THUMB_BAR], self._more]

    @property
    def tabs(self) -> list[Section]:
        """One line for the desk: all when they fit, else the first, the one that is open, and the others'
        page.
        """
        shown, rest = self.sections[:IN_TABS], self.sections[IN_TABS:]
        if len(rest) <= 1:
            return self.sections
        return [*shown, *(section for section in rest if section.current), self._more]

    @property
    def _more(self) -> Section:
        more = Section(_("Mục khác"), "menu", "more", url=reverse("more"), short=_("Mục khác"))
        return replace(more, current=self.request.path == more.url)

    @property
    def person_name(self) -> str:
        return str(self.request.user) if self.posts or self.request.user.is_authenticated else ""

    @property
    def post_title(self) -> str:
        """The first post, as the head of the page names it."""
        return self.posts[0].title if self.posts else ""

    @cached_property
    def unread(self) -> int:
        return unread_count(self.request.user)


def portal(request: HttpRequest) -> dict[str, object]:
    """Context processor: `portal` in every template."""
    return {"portal": SimpleLazyObject(lambda: Portal(request))}
