"""The kinds of list that settings name can be loaded."""

from django.core.checks import Error, register

from ocop.imports.kinds import kinds


@register()
def kinds_can_be_loaded(app_configs, **kwargs) -> list[Error]:
    try:
        kinds()
    except ImportError as error:
        return [Error(f"IMPORT_KINDS names what cannot be loaded: {error}", id="imports.E001")]
    return []
