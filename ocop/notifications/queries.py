"""Reading one's inbox."""

from django.db.models import QuerySet

from ocop.notifications.models import Notice


def unread_count(person) -> int:
    """How many notices this person has not read; 0 for a visitor."""
    return Notice.objects.visible_to(person).unread().count()


def latest_notices(person, *, limit: int = 5) -> QuerySet[Notice]:
    """The newest unread notices, for the home page."""
    return Notice.objects.visible_to(person).unread().order_by("-made_at", "-pk")[:limit]
