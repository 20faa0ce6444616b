from django.urls import path

from catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("gcn/<str:token>", views.check, name="check"),
    path("tra-cuu", views.check_code, name="check"),
    path("san-pham-ocop/", views.ProductList.as_view(), name="product-list"),
    path("san-pham-ocop/<int:pk>/", views.ProductDetail.as_view(), name="product-detail"),
]
