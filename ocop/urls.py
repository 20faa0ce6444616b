"""Every address of the portal."""

from django.contrib import admin
from django.urls import include, path

from ocop.accounts.views.gate import no_second_door
from ocop.health import health

urlpatterns = [
    path("suc-khoe", health, name="health"),
    path("quan-tri/login/", no_second_door),
    path("quan-tri/", admin.site.urls),
    path("tai-khoan/", include("ocop.accounts.urls")),
    path("tin-bao/", include("ocop.notifications.urls")),
    path("dia-ban/", include("ocop.localities.urls")),
    path("chu-trinh/", include("ocop.programme.urls")),
    path("quy-dinh/", include("ocop.law.urls")),
    path("nhat-ky/", include("ocop.audit.urls")),
    path("van-ban/", include("ocop.documents.urls")),
    path("bang-tinh/", include("ocop.exports.urls")),
    path("nhap/", include("ocop.imports.urls")),
    path("giao-dien/", include("ocop.ui.urls")),
    path("du-toan/", include("budgets.urls")),
    path("tap-huan/", include("trainings.urls")),
    path("ke-hoach/", include("plans.urls")),
    path("", include("registrations.urls")),
    path("", include("evaluations.urls")),
    path("", include("catalogue.urls")),
    path("", include("reports.urls")),
]
