from django.urls import path

from reports.views import panorama, today

urlpatterns = [
    path("", today.Today.as_view(), name="today"),
    path("muc-khac/", today.More.as_view(), name="more"),
    path("toan-canh/", panorama.Panorama.as_view(), name="panorama"),
    path("toan-canh/<int:pk>/", panorama.Panorama.as_view(), name="panorama-of"),
]
