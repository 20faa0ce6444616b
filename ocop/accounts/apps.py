from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ocop.accounts"
    verbose_name = "Tài khoản"

    def ready(self) -> None:
        from ocop.accounts import checks, signals  # noqa: F401, PLC0415 -- they register themselves
