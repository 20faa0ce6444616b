from django.urls import path

from plans.views import targets

app_name = "plans"
urlpatterns = [
    path("chi-tieu/", targets.TargetList.as_view(), name="target-list"),
    path("chi-tieu/dat/", targets.TargetAdd.as_view(), name="target-add"),
    path("chi-tieu/<int:pk>/", targets.TargetDetail.as_view(), name="target-detail"),
    path("chi-tieu/<int:pk>/sua/", targets.TargetChange.as_view(), name="target-change"),
    path("chi-tieu/<int:pk>/chia/", targets.TargetSplit.as_view(), name="target-split"),
    path("chi-tieu/<int:pk>/bo/", targets.TargetRemove.as_view(), name="target-remove"),
]
