from django.urls import path

from reports import views

urlpatterns = [
    path("", views.Today.as_view(), name="today"),
    path("muc-khac/", views.More.as_view(), name="more"),
]
