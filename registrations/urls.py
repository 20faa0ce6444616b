"""Addresses of producers, products and dossiers."""

app_name = "registrations"
urlpatterns = []
