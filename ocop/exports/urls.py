from django.urls import path

from ocop.exports import views

app_name = "exports"

urlpatterns = [
    path("mau/<slug:kind>", views.EntryTemplate.as_view(), name="template"),
    path("<int:pk>", views.ExportDownload.as_view(), name="download"),
    path("<str:route>", views.TakeList.as_view(), name="take"),
]
