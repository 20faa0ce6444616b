"""The only door to background work."""

from functools import partial

from celery import current_app
from django.db import transaction


def enqueue(task_name: str, **ids: int | str) -> None:
    """Wake a worker once the current transaction has committed. Passes ids only.

    The list of work lives in the database; the message is a nudge. One that is lost is made good by the
    sweeper, so a broker that cannot be reached is not an error of the request that enqueued.
    """
    task = current_app.tasks[task_name]
    transaction.on_commit(partial(_nudge, task, ids), robust=True)


def _nudge(task, ids: dict[str, int | str]) -> None:
    task.apply_async(kwargs=ids, retry=False)
