"""Whether this process can do its work: asked by the supervisor, the container and the proxy."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache


@login_not_required
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 while the database answers, else 503. Names engine and broker, no addresses."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database unreachable"}, status=503)
    broker = settings.CELERY_BROKER_URL.split(":", 1)[0]
    return JsonResponse({"status": "ok", "database": connection.vendor, "broker": broker})
