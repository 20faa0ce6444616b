"""What a portal that citizens rely on must not be run with; asked by `check --deploy`."""

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def no_demo_in_production(app_configs, **kwargs) -> list[Error]:
    """A demo lets anybody sign in."""
    if not settings.DEMO:
        return []
    return [
        Error(
            "DEMO is on: anybody can sign in.",
            hint="Remove DEMO from the environment.",
            id="accounts.E001",
        )
    ]


@register(Tags.database, deploy=True)
def no_embedded_database_in_production(app_configs, **kwargs) -> list[Error]:
    """The embedded database is for trying the portal on one machine."""
    if settings.DATABASE_URL:
        return []
    return [
        Error(
            "DATABASE_URL is missing: the embedded database would be used.",
            hint="Set DATABASE_URL to a PostgreSQL database.",
            id="accounts.E002",
        )
    ]
