"""Background tasks: one service call each."""

from celery import shared_task

from registrations import services


@shared_task(name="registrations.remind_of_terms")
def remind_of_terms() -> None:
    services.remind_of_terms()


@shared_task(name="registrations.tell_of_ended_posts")
def tell_of_ended_posts() -> None:
    services.tell_of_ended_posts()
