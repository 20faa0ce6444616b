"""Background tasks: load by id, make one service call."""

from celery import shared_task

from ocop.documents import services


@shared_task(name="documents.run")
def run(job_id: int) -> None:
    services.run_job(job_id)


@shared_task(name="documents.sweep")
def sweep() -> None:
    services.sweep()
