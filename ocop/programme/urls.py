from django.urls import path

from ocop.programme import views

app_name = "programme"
urlpatterns = [
    path("", views.CycleList.as_view(), name="cycle-list"),
    path("mo/", views.CycleOpen.as_view(), name="cycle-open"),
    path("<int:pk>/", views.CycleDetail.as_view(), name="cycle-detail"),
    path("<int:pk>/cac-buoc/", views.CycleSteps.as_view(), name="cycle-steps"),
    path("<int:pk>/dong/", views.CycleClose.as_view(), name="cycle-close"),
    path("bo-tieu-chi/nhap/", views.CriteriaImport.as_view(), name="criteria-import"),
]
