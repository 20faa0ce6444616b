from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "ocop.exports"
    verbose_name = "Bảng tính tải về"
