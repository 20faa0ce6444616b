"""The kinds of list that can be brought in. Business apps define them; settings name them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

from ocop.core.roles import Role

if TYPE_CHECKING:
    from ocop.imports.forms import UploadForm
    from ocop.imports.resources import ListResource


@dataclass(frozen=True, slots=True)
class ImportKind:
    """A sort of list: its columns and rules (`resource`), who may bring it in, and where it can be seen then.

    `upload_form` asks for what the list as a whole needs to be understood: its cycle, or its decision.
    """

    code: str
    title: str
    lead: str
    resource: type[ListResource]
    roles: frozenset[Role]
    upload_form: type[UploadForm]
    done_url: Callable[[], str]


@cache
def kinds() -> dict[str, ImportKind]:
    """The kinds of `IMPORT_KINDS` by their codes. Raises `ImportError` for a wrong path, checked at start."""
    found = [import_string(dotted) for dotted in settings.IMPORT_KINDS]
    return {kind.code: kind for kind in found}
