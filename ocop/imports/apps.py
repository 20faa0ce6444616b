from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "ocop.imports"
    verbose_name = "Nhập danh sách"

    def ready(self) -> None:
        from ocop.imports import checks  # noqa: F401, PLC0415 -- registers the system check
