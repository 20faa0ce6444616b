from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from ocop.ui import gallery
from ocop.ui.views import drafts

app_name = "ui"
urlpatterns = [
    path("bo-thanh-phan/", gallery.Gallery.as_view(), name="gallery"),
    path("ban-go-do/", drafts.keep, name="draft-keep"),
    path("ban-go-do/bo/", drafts.discard, name="draft-discard"),
    path("huong-dan/", gallery.Help.as_view(), name="help"),
    path("tro-nang-bao-mat/", gallery.Accessibility.as_view(), name="accessibility"),
    # Only a choice of words: without a token, so that open pages need no cookie until somebody chooses.
    path("ngon-ngu/", csrf_exempt(login_not_required(set_language)), name="language"),
]
