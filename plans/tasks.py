"""Background tasks: one service call each."""

from celery import shared_task

from plans import services


@shared_task(name="plans.open_reports")
def open_reports() -> None:
    services.open_reports()


@shared_task(name="plans.remind_of_reports")
def remind_of_reports() -> None:
    services.remind_of_reports()
