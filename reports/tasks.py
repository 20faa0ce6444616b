"""Background tasks: one service call each."""

from celery import shared_task

from reports import services


@shared_task(name="reports.count_what_changed")
def count_what_changed() -> None:
    services.count_what_changed()
