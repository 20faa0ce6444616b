"""Which plan stands under a number of a document book."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ocop.documents.models import NumberEntry
from plans.models import Plan


def plan_under(entry: NumberEntry) -> str:
    """The issued plan that has a number; nothing without one."""
    plan = Plan.objects.filter(number_entry=entry).first()
    return _("kế hoạch “%(plan)s”") % {"plan": plan} if plan else ""
