from smtplib import SMTPException

from celery import shared_task

from ocop.notifications import services


@shared_task(
    name="notifications.mail",
    autoretry_for=(SMTPException, OSError),
    retry_backoff=30,
    max_retries=5,
    time_limit=120,
    soft_time_limit=90,
)
def mail(*, notice_id: int) -> None:
    services.mail_notice(notice_id=notice_id)
