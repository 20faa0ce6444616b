from django.urls import path

from ocop.law import views

app_name = "law"

urlpatterns = [
    path("", views.RegimeList.as_view(), name="regime-list"),
    path("bo-tieu-chi/", views.SetList.as_view(), name="set-list"),
    path("bo-tieu-chi/<int:pk>", views.SetDetail.as_view(), name="set-detail"),
    path("bo-tieu-chi/<int:pk>.yaml", views.SetDocument.as_view(), name="set-document"),
]
