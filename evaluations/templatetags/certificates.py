"""What pages of other apps show of certificates."""

from typing import Any

from django import template

from evaluations.models import Certificate
from evaluations.queries.renewals import timeline_of
from ocop.ui.parts import Entry
from registrations.models import Product

register = template.Library()


@register.simple_tag(takes_context=True)
def star_timeline(context: dict[str, Any], product: Product) -> list[Entry]:
    """The stars of a product over the years, the latest first, for whoever reaches its certificates."""
    rows = Certificate.objects.visible_to(context["request"].user).filter(product=product)
    seen = set(rows.values_list("pk", flat=True))
    newest = rows.order_by("-valid_from", "-pk").first()
    if newest is None:
        return []
    return timeline_of(newest, keys=seen)
