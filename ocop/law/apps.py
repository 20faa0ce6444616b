from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "ocop.law"
    verbose_name = "Quy định"
