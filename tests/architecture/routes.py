"""Walking the addresses of the portal."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

FOREIGN = ("admin",)
"""Namespaces that other packages bring along."""


def routes(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Each named route of the portal with its full name, as `reverse` takes it."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = ":".join(part for part in (namespace, entry.namespace or "") if part)
            if inner not in FOREIGN:
                yield from routes(entry, inner)
        elif isinstance(entry, URLPattern) and entry.name:
            yield ":".join(part for part in (namespace, entry.name) if part), entry
