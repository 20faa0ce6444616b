from django.apps import AppConfig


class LocalitiesConfig(AppConfig):
    name = "ocop.localities"
    verbose_name = "Địa bàn"
