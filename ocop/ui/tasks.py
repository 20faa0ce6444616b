"""Housekeeping of forms."""

from celery import shared_task

from ocop.ui.receipts import forget_old_receipts


@shared_task(name="ui.forget_receipts", time_limit=300)
def forget_receipts() -> int:
    """Drop receipts too old to matter; running twice does nothing more."""
    return forget_old_receipts()
