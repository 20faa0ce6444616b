from django.urls import path

from ocop.documents import views

app_name = "documents"

urlpatterns = [
    path("viec/<int:pk>", views.JobDetail.as_view(), name="job-detail"),
    path("da-cap/<int:pk>", views.IssuedDownload.as_view(), name="issued-download"),
    path("bieu-trung/", views.MarkPage.as_view(), name="mark"),
    path("bieu-trung/<int:pk>/hinh", views.MarkPicture.as_view(), name="mark-picture"),
    path("bieu-trung/<int:pk>/go", views.MarkRemove.as_view(), name="mark-remove"),
]
