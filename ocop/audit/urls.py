from django.urls import path

from ocop.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.EventList.as_view(), name="event-list"),
    path("<int:pk>/", views.EventDetail.as_view(), name="event-detail"),
]
