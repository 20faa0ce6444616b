from django.urls import path

from ocop.imports import views

app_name = "imports"

urlpatterns = [
    path("", views.ImportList.as_view(), name="import-list"),
    path("moi/<slug:kind>/", views.ImportUpload.as_view(), name="import-upload"),
    path("<int:pk>/", views.ImportDetail.as_view(), name="import-detail"),
    path("<int:pk>/cot/", views.ImportColumns.as_view(), name="import-columns"),
    path("<int:pk>/cau-hoi/", views.ImportQuestions.as_view(), name="import-questions"),
    path("<int:pk>/thay-doi/", views.ImportChanges.as_view(), name="import-changes"),
    path("<int:pk>/de-rieng/", views.ImportSetAside.as_view(), name="import-set-aside"),
    path("<int:pk>/lay-lai/", views.ImportPutBack.as_view(), name="import-put-back"),
    path("<int:pk>/bang-tinh/", views.ImportFaulty.as_view(), name="import-faulty"),
    path("<int:pk>/nap/", views.ImportConfirm.as_view(), name="import-confirm"),
    path("<int:pk>/xem-lai/", views.ImportTakeBack.as_view(), name="import-take-back"),
    path("<int:pk>/bo/", views.ImportDiscard.as_view(), name="import-discard"),
]
