"""The one way in which a file is refused."""

from ocop.core.errors import RuleViolation


def refused(message: str) -> RuleViolation:
    """A refusal that belongs to the field `upload`."""
    return RuleViolation(message, field="upload")
