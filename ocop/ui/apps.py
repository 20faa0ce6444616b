from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "ocop.ui"
    verbose_name = "Giao diện"
