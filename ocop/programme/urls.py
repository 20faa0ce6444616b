from django.urls import path

from ocop.programme.views import bodies, cycles, steps

app_name = "programme"
urlpatterns = [
    path("", cycles.CycleList.as_view(), name="cycle-list"),
    path("mo/", cycles.CycleOpen.as_view(), name="cycle-open"),
    path("<int:pk>/", cycles.CycleDetail.as_view(), name="cycle-detail"),
    path("<int:pk>/cac-buoc/", cycles.CycleSteps.as_view(), name="cycle-steps"),
    path("<int:pk>/dong/", cycles.CycleClose.as_view(), name="cycle-close"),
    path("bo-tieu-chi/nhap/", cycles.CriteriaImport.as_view(), name="criteria-import"),
    path("<int:pk>/don-vi/", steps.UnitSteps.as_view(), name="cycle-unit-steps"),
    path("<int:pk>/don-vi/chep/", steps.UnitStepsCopy.as_view(), name="cycle-unit-copy"),
    path("bo-may/", bodies.BodyList.as_view(), name="body-list"),
    path("bo-may/ghi/", bodies.BodyAdd.as_view(), name="body-add"),
    path("bo-may/thieu-can-bo/", bodies.GapList.as_view(), name="gap-list"),
    path("bo-may/<int:pk>/", bodies.BodyDetail.as_view(), name="body-detail"),
    path("bo-may/<int:pk>/sua/", bodies.BodyChange.as_view(), name="body-change"),
    path("bo-may/<int:pk>/thanh-vien/", bodies.MemberAdd.as_view(), name="body-add-member"),
    path("bo-may/thanh-vien/<int:pk>/thoi/", bodies.MemberEnd.as_view(), name="member-end"),
    path("bo-may/thanh-vien/<int:pk>/quyen/", bodies.MemberAccess.as_view(), name="member-access"),
]
