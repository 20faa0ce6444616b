"""How papers and the pages about them write numbers such as 12/KH-UBND."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ocop.documents.signs import IN_TEXT

register = template.Library()


@register.filter
def refs(words: str) -> SafeString:
    """The words, escaped, with every number such as 12/KH-UBND kept on one line."""
    words = str(words)
    pieces, at = [], 0
    for found in IN_TEXT.finditer(words):
        pieces += [words[at : found.start()], format_html('<span class="ref">{}</span>', found[0])]
        at = found.end()
    return format_html_join("", "{}", ((piece,) for piece in [*pieces, words[at:]]))
