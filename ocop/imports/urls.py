from django.urls import path

from ocop.imports.views import lists, steps

app_name = "imports"

urlpatterns = [
    path("", lists.ImportList.as_view(), name="import-list"),
    path("moi/<slug:kind>/", steps.ImportUpload.as_view(), name="import-upload"),
    path("<int:pk>/", lists.ImportDetail.as_view(), name="import-detail"),
    path("<int:pk>/cot/", steps.ImportColumns.as_view(), name="import-columns"),
    path("<int:pk>/cau-hoi/", steps.ImportQuestions.as_view(), name="import-questions"),
    path("<int:pk>/thay-doi/", steps.ImportChanges.as_view(), name="import-changes"),
    path("<int:pk>/de-rieng/", steps.ImportSetAside.as_view(), name="import-set-aside"),
    path("<int:pk>/lay-lai/", steps.ImportPutBack.as_view(), name="import-put-back"),
    path("<int:pk>/bang-tinh/", lists.ImportFaulty.as_view(), name="import-faulty"),
    path("<int:pk>/nap/", steps.ImportConfirm.as_view(), name="import-confirm"),
    path("<int:pk>/xem-lai/", steps.ImportTakeBack.as_view(), name="import-take-back"),
    path("<int:pk>/bo/", steps.ImportDiscard.as_view(), name="import-discard"),
]
