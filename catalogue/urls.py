from django.urls import path

from catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("gcn/ngoai-mang", views.offline, name="offline"),
    path("gcn/ngoai-mang.js", views.offline_worker, name="offline-worker"),
    path("gcn/thu-hoi.json", views.void_list, name="void-list"),
    path("gcn/<str:token>/phan-anh", views.report, name="report"),
    path("gcn/<str:token>", views.check, name="check"),
    path("tra-cuu", views.check_code, name="check"),
    path("san-pham-ocop/", views.ProductList.as_view(), name="product-list"),
    path("san-pham-ocop/<int:pk>/", views.ProductDetail.as_view(), name="product-detail"),
]
