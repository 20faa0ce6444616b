from django.urls import path

from ocop.localities.views import PlaceSuggestions

app_name = "localities"
urlpatterns = [path("goi-y/<slug:level>/", PlaceSuggestions.as_view(), name="suggest")]
