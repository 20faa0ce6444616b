"""Sign-ins, sign-outs and failures enter the audit trail. Django offers no other door to them than its
signals.
"""

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from ocop.accounts import services


@receiver(user_logged_in, dispatch_uid="accounts.signed-in")
def on_sign_in(sender, request, user, **kwargs) -> None:
    services.record_sign_in(user)


@receiver(user_logged_out, dispatch_uid="accounts.signed-out")
def on_sign_out(sender, request, user, **kwargs) -> None:
    if user is not None:
        services.record_sign_out(user)


@receiver(user_login_failed, dispatch_uid="accounts.sign-in-failed")
def on_failure(sender, credentials, **kwargs) -> None:
    services.record_failed_sign_in(credentials.get("username") or "")
