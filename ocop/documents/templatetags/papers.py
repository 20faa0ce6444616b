"""What only printed papers need of templates."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
_NUMBER_AND_SIGN = re.compile(r"(?<![\w/])\d{1,6}(?:/\d{4})?/[A-ZĐ][\w-]{1,24}")


@register.filter
def refs(words: str) -> SafeString:
    """The words, escaped, with every number such as 12/KH-UBND kept on one line."""
    words = str(words)
    pieces, at = [], 0
    for found in _NUMBER_AND_SIGN.finditer(words):
        pieces += [words[at : found.start()], format_html('<span class="ref">{}</span>', found[0])]
        at = found.end()
    return format_html_join("", "{}", ((piece,) for piece in [*pieces, words[at:]]))
