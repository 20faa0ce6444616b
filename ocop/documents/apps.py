from celery import current_app
from celery.signals import worker_ready
from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "ocop.documents"
    verbose_name = "Văn bản"

    def ready(self) -> None:
        from ocop.documents import checks  # noqa: F401, PLC0415 -- registers the system checks

        current_app.autodiscover_tasks(force=True)  # else a web process does not know the tasks it enqueues
        worker_ready.connect(_sweep_at_start, dispatch_uid="documents.sweep-at-start")


def _sweep_at_start(**kwargs) -> None:
    """A worker that starts looks for what its predecessor left."""
    current_app.tasks["documents.sweep"].apply_async()
