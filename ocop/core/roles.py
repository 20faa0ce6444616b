"""The roles of the programme: what kind of person somebody is at a place, for a producer or in a council."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    PRODUCER = "producer", _("Chủ thể OCOP")
    COMMUNE_OFFICER = "commune_officer", _("Cán bộ OCOP xã")
    COMMUNE_LEADER = "commune_leader", _("Lãnh đạo UBND xã")
    DISTRICT_OFFICER = "district_officer", _("Chuyên viên OCOP huyện")
    DISTRICT_LEADER = "district_leader", _("Lãnh đạo UBND huyện")
    COUNCIL_MEMBER = "council_member", _("Thành viên Hội đồng")
    COUNCIL_SECRETARY = "council_secretary", _("Thư ký Hội đồng")
    ADVISER = "adviser", _("Thành viên Tổ tư vấn")
    PROVINCE_OFFICER = "province_officer", _("Chuyên viên OCOP tỉnh")
    FINANCE_OFFICER = "finance_officer", _("Chuyên viên tài chính tỉnh")
    PROVINCE_LEADER = "province_leader", _("Lãnh đạo UBND tỉnh")
    AUDITOR = "auditor", _("Thanh tra, kiểm toán")
    ADMINISTRATOR = "administrator", _("Quản trị cổng")


class Level(TextChoices):
    """The tiers of government that take part, from the ground up."""

    COMMUNE = "commune", _("xã")
    DISTRICT = "district", _("huyện")
    PROVINCE = "province", _("tỉnh")
    MINISTRY = "ministry", _("Bộ")


OFFICERS = {
    Level.COMMUNE: Role.COMMUNE_OFFICER,
    Level.DISTRICT: Role.DISTRICT_OFFICER,
    Level.PROVINCE: Role.PROVINCE_OFFICER,
}
"""Who does the daily work at a level."""

LEADERS = {Level.DISTRICT: Role.DISTRICT_LEADER, Level.PROVINCE: Role.PROVINCE_LEADER}
"""Who signs at a level that assesses. A commune assesses nothing; its `COMMUNE_LEADER` approves its own money
and issues its own plans.
"""

CERTIFIERS = frozenset(OFFICERS[level] for level in LEADERS)
"""The offices of the levels that assess: they keep the register of certificates, print them and visit."""
