"""Housekeeping of forms."""

from celery import shared_task

from ocop.ui.drafts import forget_old_drafts
from ocop.ui.receipts import forget_old_receipts


@shared_task(name="ui.forget_receipts", time_limit=300)
def forget_receipts() -> int:
    """Drop receipts too old to matter; running twice does nothing more."""
    return forget_old_receipts()


@shared_task(name="ui.forget_drafts", time_limit=300)
def forget_drafts() -> int:
    """Drop texts that nobody came back to; running twice does nothing more."""
    return forget_old_drafts()
