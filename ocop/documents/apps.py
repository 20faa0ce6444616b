from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "ocop.documents"
    verbose_name = "Văn bản"
