from django.urls import path

from ocop.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.NoticeList.as_view(), name="list"),
    path("da-doc/", views.read_all, name="read-all"),
    path("<int:pk>/", views.read, name="read"),
]
