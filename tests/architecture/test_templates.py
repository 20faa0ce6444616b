"""Guards of the pages: strict content policy, one heading, nothing unescaped, no icon that is not there."""

import hashlib
import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
SCREEN = sorted(
    path for path in TEMPLATES.rglob("*.html") if "print" not in path.relative_to(TEMPLATES).parts[:-1]
)
"""Templates of pages. Papers (`<app>/print/`) are rendered to PDF and have rules of their own."""

INLINE = {
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "an inline style sheet": re.compile(r"<style", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*\s(?:hx-)?on[a-z:-]+\s*=", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "htmx code to evaluate": re.compile(r"hx-(?:vals|headers|vars)\s*=\s*['\"]js:", re.IGNORECASE),
    "text taken as markup": re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off|\|\s*safeseq\b"),
    "an address of somebody else": re.compile(
        r"(?:src|href|action|hx-\w+)\s*=\s*['\"](?:https?:)?//", re.IGNORECASE
    ),
}
NAMED_ICON = re.compile(r"""\{%\s*icon\s+["']([\w-]+)["']""")
NAMED_ICON_ARGUMENT = re.compile(r"""icon_name=["']([\w-]+)["']""")
ICON_IN_CODE = re.compile(r"""\bStatus\(\s*["'](\w+)["'],\s*["']([\w-]+)["']""")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def broken_rules(source: str) -> list[str]:
    return [rule for rule, pattern in INLINE.items() if pattern.search(source)]


@pytest.mark.parametrize("path", SCREEN, ids=name_of)
def test_page_keeps_to_the_content_policy(path):
    assert broken_rules(path.read_text()) == []


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("<script>go()</script>", "an inline script"),
        ('<p style="color:red">', "a style attribute"),
        ('<a onclick="go()">', "an event handler"),
        ("<a hx-on:click='go()'>", "an event handler"),
        ("{{ text|safe }}", "text taken as markup"),
        ('<img src="//example.org/a.png">', "an address of somebody else"),
    ],
)
def test_the_guard_sees_what_it_guards_against(source, rule):
    assert rule in broken_rules(source)


@pytest.mark.parametrize("path", SCREEN, ids=name_of)
def test_template_can_be_read(path):
    assert get_template(str(path.relative_to(TEMPLATES)))


def headings_of(path: Path) -> int:
    """How many `h1` this template and the layouts it stands on print."""
    source = path.read_text()
    own = len(re.findall(r"<h1\b", source))
    parent = re.search(r"""\{%\s*extends\s+["']([^"']+)["']""", source)
    if not parent:
        return own
    replaced = re.search(r"\{%\s*block page_head\s*%\}", source)
    return own + (0 if replaced else headings_of(TEMPLATES / parent[1]))


PAGES = [path for path in SCREEN if "{% extends" in path.read_text() and "layouts" not in path.parts]


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_page_has_one_heading(path):
    assert headings_of(path) == 1


def sprite() -> set[str]:
    return set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "img/icons.svg").read_text()))


@pytest.mark.parametrize("path", SCREEN, ids=name_of)
def test_every_icon_named_is_in_the_sprite(path):
    source = path.read_text()
    used = set(NAMED_ICON.findall(source)) | set(NAMED_ICON_ARGUMENT.findall(source))

    assert used - sprite() == set()


def test_every_status_in_code_has_its_icon_and_tone():
    from ocop.ui.parts import TONES

    apps = ("ocop", "registrations", "evaluations", "budgets", "trainings", "plans", "catalogue", "reports")
    named = [
        (name_of(path), *match)
        for app in apps
        for path in (ROOT / app).rglob("*.py")
        for match in ICON_IN_CODE.findall(path.read_text())
    ]

    assert [entry for entry in named if entry[1] not in TONES or entry[2] not in sprite()] == []
    assert len(named) > 20


def test_style_sheets_name_only_files_that_are_there():
    for sheet in (STATIC / "css").glob("*.css"):
        for address in re.findall(r"url\(([^)]+)\)", sheet.read_text()):
            assert (sheet.parent / address.strip("\"'")).is_file(), f"{sheet.name}: {address}"


def test_vendored_files_are_those_of_the_manifest():
    vendor = STATIC / "vendor"
    lines = [
        line.split() for line in (vendor / "MANIFEST").read_text().splitlines() if not line.startswith("#")
    ]
    sums = {path: digest for _name, _version, _licence, digest, path in lines}
    found = {str(p.relative_to(vendor)) for p in vendor.rglob("*") if p.is_file() and p.name != "MANIFEST"}

    assert found == set(sums)
    for path, digest in sums.items():
        assert hashlib.sha256((vendor / path).read_bytes()).hexdigest() == digest, path


def test_no_style_sheet_or_script_of_ours_reaches_outside():
    for path in [*STATIC.rglob("*.css"), *STATIC.rglob("*.js")]:
        outside = re.findall(r"(?:https?:)?//[\w.-]+\.\w{2,}", path.read_text())
        assert [a for a in outside if "getbootstrap.com" not in a and "github.com" not in a] == [], path.name


def classes_in(source: str) -> set[str]:
    """The classes a template writes out in full; those put together by template code are left out."""
    bare = re.sub(r"\{%.*?%\}", " ", re.sub(r"\{\{.*?\}\}", "\0", source))
    written = [*re.findall(r'class="([^"]*)"', bare), *re.findall(r'\bcss="([^"]*)"', source)]
    return {
        name for names in written for name in names.split() if "\0" not in name and not name.endswith("-")
    }


def styled_classes() -> set[str]:
    sheets = [STATIC / "vendor/bootstrap/bootstrap.min.css", *(STATIC / "css").glob("*.css")]
    return {name for sheet in sheets for name in re.findall(r"\.(-?[_a-zA-Z][\w-]*)", sheet.read_text())}


@pytest.mark.parametrize("path", SCREEN, ids=name_of)
def test_every_class_has_a_look(path):
    assert classes_in(path.read_text()) - styled_classes() == set()


HELPERS = {"value", "field", "error_summary", "message_notices", "breadcrumbs", "count_badge", "here"}
"""Components that stand inside others or around every page; the gallery shows them there."""


def test_every_component_is_shown_in_the_gallery():
    from ocop.ui.templatetags import pictures, portal

    gallery = (TEMPLATES / "ui/pages/gallery.html").read_text()
    shown = set(re.findall(r"\{%\s*(\w+)", gallery))

    assert {*portal.register.tags, *pictures.register.tags} - shown - HELPERS == set()


def test_every_component_template_belongs_to_a_component():
    code = "".join((ROOT / f"ocop/ui/templatetags/{name}.py").read_text() for name in ("portal", "pictures"))
    named = set(re.findall(r'"ui/(\w+\.html)"', code))

    assert {path.name for path in (TEMPLATES / "ui").glob("*.html")} == named
