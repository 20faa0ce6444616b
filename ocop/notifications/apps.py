from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "ocop.notifications"
    verbose_name = "Tin báo"

    def ready(self) -> None:
        from ocop.notifications import tasks  # noqa: F401, PLC0415 -- web processes must know the task
