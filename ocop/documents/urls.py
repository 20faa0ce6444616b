from django.urls import path

from ocop.documents import views

app_name = "documents"

urlpatterns = [
    path("viec/<int:pk>", views.JobDetail.as_view(), name="job-detail"),
    path("da-cap/<int:pk>", views.IssuedDownload.as_view(), name="issued-download"),
]
