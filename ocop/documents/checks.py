"""What must be on the machine to print."""

from ctypes.util import find_library

from django.core.checks import Error, Warning, register

from ocop.documents.kinds import kinds, number_holders

INSTALL = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@register()
def kinds_can_be_loaded(app_configs, **kwargs) -> list[Error]:
    try:
        kinds()
    except ImportError as error:
        return [Error(f"DOCUMENT_KINDS names what cannot be loaded: {error}", id="documents.E001")]
    try:
        number_holders()
    except ImportError as error:
        return [Error(f"NUMBER_HOLDERS names what cannot be loaded: {error}", id="documents.E002")]
    return []


@register()
def print_libraries_are_there(app_configs, **kwargs) -> list:
    missing = [name for name in ("pango-1.0", "pangoft2-1.0") if find_library(name) is None]
    if missing:
        return [
            Warning(
                f"No papers can be printed: {', '.join(missing)} missing.", hint=INSTALL, id="documents.W001"
            )
        ]
    if find_library("harfbuzz-subset") is None:
        return [
            Warning(
                "Printing is three times slower without libharfbuzz-subset.",
                hint=INSTALL,
                id="documents.W002",
            )
        ]
    return []
