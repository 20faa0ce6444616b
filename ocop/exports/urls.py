from django.urls import path

from ocop.exports import views

app_name = "exports"

urlpatterns = [
    path("<int:pk>", views.ExportDownload.as_view(), name="download"),
    path("<str:route>", views.TakeList.as_view(), name="take"),
]
