"""Which request is being served, so that every event of it can be found together."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
