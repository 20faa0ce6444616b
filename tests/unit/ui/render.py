"""Rendering a line of template, as pages do."""

from django.template import engines


def render(source: str, **context) -> str:
    return engines["django"].from_string(source).render(context)
