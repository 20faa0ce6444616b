"""Gives each request an id, keeps it for the audit trail and returns it to the browser."""

from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from ocop.audit.context import request_id


class RequestIdMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(uuid4().hex)
        try:
            response = self.get_response(request)
            response["X-Request-Id"] = request_id.get()
            return response
        finally:
            request_id.reset(token)
