"""The English texts: compiled as they are written, placeholders kept, and whole where foreigners read."""

import ast
import gettext
import re
from dataclasses import dataclass
from pathlib import Path

from django.utils import translation

from ocop.core.roles import Role

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "locale/en/LC_MESSAGES"
WHOLE = (
    "ocop/navigation.py",
    "ocop/core/",
    "ocop/ui/",
    "templates/layouts/",
    "templates/ui/",
    "templates/catalogue/",
    "catalogue/",
)
"""Sources of which every text has its English: what stands around each page, roles, and the open pages."""


@dataclass(frozen=True, slots=True)
class Entry:
    text: str
    english: tuple[str, ...]
    sources: tuple[str, ...]


def joined(lines: str) -> str:
    return "".join(ast.literal_eval(piece) for piece in re.findall(r'"(?:[^"\\]|\\.)*"', lines))


def entries() -> list[Entry]:
    found = []
    for block in (FOLDER / "django.po").read_text(encoding="utf-8").split("\n\n"):
        sources = " ".join(re.findall(r"^#: (.*)$", block, re.MULTILINE)).split()
        texts = re.findall(r'^(msgid|msgstr(?:\[\d\])?) ((?:".*"\n?)+)', block, re.MULTILINE)
        english = tuple(joined(lines) for keyword, lines in texts if keyword != "msgid")
        [original] = [joined(lines) for keyword, lines in texts if keyword == "msgid"]
        if original:
            found.append(Entry(original, english, tuple(sources)))
    return found


def test_compiled_texts_are_those_that_were_written():
    with (FOLDER / "django.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)._catalog
    held = {key[0] if isinstance(key, tuple) else key for key in catalogue} - {""}

    written = {entry.text: entry.english for entry in entries() if all(entry.english)}
    assert held == set(written), "run script/build_messages"
    for text, english in written.items():
        singular = catalogue[text] if text in catalogue else catalogue[(text, 0)]
        assert singular == english[0], text


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)", text))


def test_placeholders_are_those_of_the_original():
    wrong = [
        e.text for e in entries() if all(e.english) and placeholders(e.english[-1]) != placeholders(e.text)
    ]
    strange = [
        e.text for e in entries() if any(placeholders(word) - placeholders(e.text) for word in e.english)
    ]

    assert (wrong, strange) == ([], [])


def test_pages_that_foreigners_read_have_all_their_english():
    missing = [
        e.text for e in entries() if not all(e.english) and any(s.startswith(WHOLE) for s in e.sources)
    ]

    assert missing == []


def texts_of_statuses() -> set[str]:
    """What statuses say: the labels of states, and what pages hand to `Status` themselves."""
    found = set()
    for app in {path.parent for path in ROOT.glob("*/apps.py")} | {ROOT / "ocop"}:
        for path in app.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef) and node.name.endswith(("State", "Verdict")):
                    found |= set(map(marked, ast.walk(node)))
                elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Status":
                    found |= {marked(said) for word in node.args[2:3] for said in ast.walk(word)}
    return found - {""}


def marked(node: ast.AST) -> str:
    """The text that a node marks for translation, or nothing."""
    marks = isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "gettext", "gettext_lazy")
    return str(node.args[0].value) if marks and isinstance(node.args[0], ast.Constant) else ""


def test_statuses_have_their_english():
    english = {entry.text for entry in entries() if all(entry.english)}
    wanted = texts_of_statuses()

    assert len(wanted) > len(english) / 10
    assert wanted - english == set()


def test_roles_are_named_in_both_languages():
    with translation.override("vi"):
        assert str(Role.PRODUCER.label) == "Chủ thể OCOP"
    with translation.override("en"):
        assert str(Role.PRODUCER.label) == "OCOP producer"
