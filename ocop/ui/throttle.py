"""Slowing down who guesses: failures are counted for each client address, successes never."""

from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of who asks. Behind the proxy it is the last one the proxy wrote; what a client claims is
    not believed.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_TLS_PROXY else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")


@dataclass(frozen=True, slots=True)
class Throttle:
    """At most `limit` failures of one address within `seconds`, counted from its first failure."""

    name: str
    limit: int
    seconds: int

    def is_spent(self, request: HttpRequest) -> bool:
        """Whether this address has used up its failures."""
        return cache.get(self._key(request), 0) >= self.limit

    def count(self, request: HttpRequest) -> None:
        """Count one failure."""
        key = self._key(request)
        cache.add(key, 0, self.seconds)
        try:
            cache.incr(key)
        except ValueError:  # ran out between the two lines
            cache.set(key, 1, self.seconds)

    def _key(self, request: HttpRequest) -> str:
        """Addresses are kept only as digests, and only while the count lasts."""
        digest = sha256(f"{settings.SECRET_KEY}{client_address(request)}".encode()).hexdigest()[:32]
        return f"throttle:{self.name}:{digest}"
