"""Columns that follow from other columns."""

from typing import Any

from django.db import models

from ocop.core.text import search_key


class SearchKeyField(models.CharField):
    """The search key of other columns of the row (`sources`), written whenever the row is written.

    A `save(update_fields=...)` that changes a source names this column too.
    """

    def __init__(self, *args: Any, sources: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.sources = tuple(sources)
        super().__init__(*args, **{"editable": False, "blank": True, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"sources": self.sources}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = search_key(" ".join(getattr(model_instance, source) for source in self.sources))
        setattr(model_instance, self.attname, key[: self.max_length])
        return key[: self.max_length]
