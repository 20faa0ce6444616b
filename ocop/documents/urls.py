from django.urls import path

from ocop.documents.views import acts, marks, numbers, papers

app_name = "documents"

urlpatterns = [
    path("", papers.Archive.as_view(), name="archive"),
    path("da-cap/<int:pk>/", papers.IssuedDetail.as_view(), name="issued-detail"),
    path("da-cap/<int:pk>/ky-so/", papers.SignedUpload.as_view(), name="issued-sign"),
    path("da-cap/<int:pk>/ky-thu/", papers.TrainingCopy.as_view(), name="issued-train"),
    path("da-ky/<int:pk>", papers.SignedDownload.as_view(), name="signed-download"),
    path("can-cu/", acts.ActList.as_view(), name="act-list"),
    path("can-cu/them/", acts.ActCreate.as_view(), name="act-create"),
    path("can-cu/kiem-tra/", acts.CitationCheck.as_view(), name="citation-check"),
    path("can-cu/<int:pk>/het-hieu-luc/", acts.ActEnd.as_view(), name="act-end"),
    path("so/", numbers.NumberList.as_view(), name="number-list"),
    path("so/noi-ban-hanh/<slug:level>/", numbers.IssuerSuggestions.as_view(), name="issuer-suggest"),
    path("so/giu-so/", numbers.NumberReserve.as_view(), name="number-reserve"),
    path("so/<int:pk>/dung/", numbers.NumberAssign.as_view(), name="number-assign"),
    path("so/<int:pk>/hong/", numbers.NumberSpoil.as_view(), name="number-spoil"),
    path("viec/<int:pk>", papers.JobDetail.as_view(), name="job-detail"),
    path("da-cap/<int:pk>", papers.IssuedDownload.as_view(), name="issued-download"),
    path("bieu-trung/", marks.MarkPage.as_view(), name="mark"),
    path("bieu-trung/<int:pk>/hinh", marks.MarkPicture.as_view(), name="mark-picture"),
    path("bieu-trung/<int:pk>/go", marks.MarkRemove.as_view(), name="mark-remove"),
]
