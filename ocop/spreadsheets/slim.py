"""Rows that know only the fields somebody said he needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Model


def slim_row(model: type[Model], values: Mapping[str, Any]) -> Model:
    """A row of `model` made of `values` by their paths (`commune__name`), annotations among them.

    A link whose values are all empty is empty. Asking the row for any other field raises `DoesNotExist`: a
    column that forgot to name a field is found out, it does not show a default.
    """
    own: dict[str, Any] = {model._meta.pk.attname: None}
    linked: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for path, value in values.items():
        head, _, rest = path.partition("__")
        if rest:
            linked[head][rest] = value
        else:
            own[head] = value
    row = model.from_db(None, [], [])
    vars(row).update(own)
    for head, known in linked.items():
        link = model._meta.get_field(head)
        is_empty = all(value is None for value in known.values())
        link.set_cached_value(row, None if is_empty else slim_row(link.related_model, known))
    return row
