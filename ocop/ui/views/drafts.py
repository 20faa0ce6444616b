"""Keeping what is typed, and what happens to a form that cannot be taken."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from ocop.ui import drafts
from ocop.ui.receipts import key_of, was_sent


@login_not_required
@csrf_exempt  # the signed token of the page proves more, and is there when all cookies are lost
@never_cache
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what stands in a form, for the person whose page it is; also after the session has ended.

    What arrives later than the form itself was sent already.
    """
    author = drafts.author_of(request.POST.get(drafts.TOKEN, ""))
    signed_in = request.user.is_authenticated
    if author is None or (signed_in and request.user.pk != author):
        return JsonResponse({"kept": ""}, status=HTTPStatus.CONFLICT)
    if was_sent(key_of(request.POST.get("form_key", "")), author):
        return JsonResponse({"kept": "", "signed_in": signed_in, "sent": True})
    draft = drafts.keep(author, request.POST.get(drafts.PATH, ""), request.POST)
    kept = f"{localtime(draft.kept_at):%H:%M}" if draft else ""
    return JsonResponse({"kept": kept, "signed_in": signed_in})


@never_cache
@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Throw a kept text away and open the page as it is saved."""
    path = request.POST.get(drafts.PATH, "")
    drafts.forget(request.user, path)
    return HttpResponseRedirect(path if drafts.is_page(path) else "/")


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form with an old token is refused; its text is kept for the person whose page it was.

    Without any cookie the session is gone as well: the way back leads through the door.
    """
    draft = drafts.keep_unsigned(request)
    if draft and not request.user.is_authenticated:
        return drafts.to_sign_in(request)
    again = drafts.place_of(request) if draft else ""
    return render(request, "403_csrf.html", {"again": again}, status=HTTPStatus.FORBIDDEN)
