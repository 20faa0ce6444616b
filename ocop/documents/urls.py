from django.urls import path

from ocop.documents.views import marks, numbers, papers

app_name = "documents"

urlpatterns = [
    path("so/", numbers.NumberList.as_view(), name="number-list"),
    path("so/giu-so/", numbers.NumberReserve.as_view(), name="number-reserve"),
    path("so/<int:pk>/dung/", numbers.NumberAssign.as_view(), name="number-assign"),
    path("so/<int:pk>/hong/", numbers.NumberSpoil.as_view(), name="number-spoil"),
    path("viec/<int:pk>", papers.JobDetail.as_view(), name="job-detail"),
    path("da-cap/<int:pk>", papers.IssuedDownload.as_view(), name="issued-download"),
    path("bieu-trung/", marks.MarkPage.as_view(), name="mark"),
    path("bieu-trung/<int:pk>/hinh", marks.MarkPicture.as_view(), name="mark-picture"),
    path("bieu-trung/<int:pk>/go", marks.MarkRemove.as_view(), name="mark-remove"),
]
