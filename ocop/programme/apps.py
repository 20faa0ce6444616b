from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "ocop.programme"
    verbose_name = "Chu trình"
