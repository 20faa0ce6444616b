"""The only door to background work."""

from celery import current_app
from django.db import transaction


def enqueue(task_name: str, **ids: int | str) -> None:
    """Wake a worker once the current transaction has committed. Passes ids only.

    The list of work lives in the database; the message is a nudge. One that is lost is made good by the
    sweeper, so a broker that cannot be reached is not an error of the request that enqueued.
    """
    task = current_app.tasks[task_name]

    def nudge() -> None:  # a function of its own name: Django's log of a failed hook asks for it
        _nudge(task, ids)

    transaction.on_commit(nudge, robust=True)


def _nudge(task, ids: dict[str, int | str]) -> None:
    task.apply_async(kwargs=ids, retry=False)
