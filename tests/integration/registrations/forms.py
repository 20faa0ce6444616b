"""What a browser would send from a page: the fields of its form as they stand in the HTML."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

HIDDEN = ("form_key", "version")
VOID = ("input", "img", "br", "hr", "meta", "link", "rect", "path", "use", "line", "circle", "polygon")


class _Fields(HTMLParser):
    """The controls of the form in the main part of a page, with their values; and all ids of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self.kinds: dict[str, str] = {}
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.beside: dict[str, str] = {}
        """Id of an input → the words that describe it, or the group it stands in."""
        self._texts: dict[str, str] = {}
        self._described: dict[str, list[str]] = {}
        self._open: list[tuple[str, str, list[str]]] = []
        self._inside = self._select = self._area = None

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        attrs = dict(pairs)
        anchor, described = attrs.get("id") or "", (attrs.get("aria-describedby") or "").split()
        if anchor:
            self.ids.add(anchor)
            self._described[anchor] = described + [word for *_tag, words in self._open for word in words]
        if tag not in VOID:
            self._open.append((tag, anchor, described))
        if tag == "a" and (attrs.get("href") or "").startswith("#"):
            self.links.append(attrs["href"][1:])
        if tag == "form":
            self._inside = attrs.get("method") == "post" and "novalidate" in attrs
        if not self._inside:
            return
        name = attrs.get("name")
        if tag == "textarea" and name:
            self._area, self.values[name], self.kinds[name] = name, "", "textarea"
        elif tag == "select" and name:
            self._select, self.kinds[name] = name, "select"
        elif tag == "option" and self._select and ("selected" in attrs or self._select not in self.values):
            self.values[self._select] = attrs.get("value") or ""
        elif tag == "input" and name:
            self._take(name, attrs)

    def _take(self, name: str, attrs: dict[str, str | None]) -> None:
        kind, value = attrs.get("type", "text"), attrs.get("value") or ""
        self.kinds[name] = kind
        if kind == "radio":
            if "checked" in attrs:
                self.values[name] = value
        elif kind == "checkbox":
            if "checked" in attrs:
                self.values.setdefault(name, []).append(value or "on")
        elif kind != "file":
            self.values[name] = value

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag == "form":
            self._inside = False
        elif tag == "textarea":
            if self._area:
                self.values[self._area] = self.values[self._area].removeprefix("\n")
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        for _tag, anchor, _described in self._open:
            if anchor:
                self._texts[anchor] = self._texts.get(anchor, "") + data
        if self._area:
            self.values[self._area] += data

    def close(self) -> None:
        super().close()
        for anchor, words in self._described.items():
            self.beside[anchor] = " ".join(self._texts.get(word, "") for word in words)


def read_form(response) -> _Fields:
    fields = _Fields()
    fields.feed(response.content.decode())
    fields.close()
    return fields


def sent_from(response) -> dict[str, Any]:
    """The fields as they stand in the page, without the form's key and version."""
    return {name: value for name, value in read_form(response).values.items() if name not in HIDDEN}


def hidden_of(response) -> dict[str, str]:
    """The key and the version of the form in the page."""
    return {name: value for name, value in read_form(response).values.items() if name in HIDDEN}
