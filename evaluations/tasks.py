"""Background tasks: one service call each."""

from celery import shared_task

from evaluations import services


@shared_task(name="evaluations.remind_of_expiry")
def remind_of_expiry() -> None:
    services.remind_of_expiry()


@shared_task(name="evaluations.remind_of_files")
def remind_of_files() -> None:
    services.remind_of_files()
