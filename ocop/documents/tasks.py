"""Background tasks: load by id, make one service call."""

from celery import shared_task

from ocop.documents import services
from ocop.documents.renderers.pages import forget_old_pages


@shared_task(name="documents.run")
def run(job_id: int) -> None:
    services.run_job(job_id)


@shared_task(name="documents.sweep")
def sweep() -> None:
    services.sweep()


@shared_task(name="documents.forget_pages")
def forget_pages() -> None:
    forget_old_pages()
