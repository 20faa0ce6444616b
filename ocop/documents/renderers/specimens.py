"""A page that WeasyPrint has laid out once, filled again and again (ADR 0016).

The page is laid out with tokens such as “{name}” where each copy has words of its own. The marks, tags and
tree are those of WeasyPrint's file. The words are set anew with HarfBuzz in the places that it found; where
they take more lines than the token, the blocks they are centred with make room as they would in the page.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from threading import Lock
from typing import Any
from xml.sax.saxutils import escape

import pikepdf

from ocop.documents.renderers.codes import Bitmap
from ocop.documents.renderers.places import (
    MARKED,
    TOKEN,
    Block,
    Hole,
    PageReader,
    Stack,
    Unfillable,
    pictures_of,
)
from ocop.documents.renderers.shaping import Face, TextLine, set_lines, tidy

Words = Mapping[str, str]


class Specimen:
    """A laid out page with tokens, of which `fill` makes copies. Raises `Unfillable`."""

    def __init__(self, pdf: bytes, page_box: Any, *, faces: Mapping[str, Face], fonts: pikepdf.Pdf) -> None:
        self._pdf = pikepdf.open(BytesIO(pdf))
        self._page = self._pdf.pages[0].obj
        content = b"\n".join(part.read_bytes() for part in _parts(self._page))
        self._page.Contents = self._pdf.make_stream(b"")
        read = PageReader(content, page_box, faces)
        self._stacks, self._pieces = read.stacks, list(_cut(content, read.holes))
        self._pictures, self._tokens = pictures_of(content, page_box), read.tokens
        self._strings = list(_strings_with_tokens(self._pdf))
        self._own_fonts(fonts)
        self._lock = Lock()

    def fill(self, words: Words, pictures: Mapping[str, Bitmap]) -> bytes:
        """The page with its tokens replaced.

        Raises `NoRoom` where a text does not fit and `OddLetter` where the faces lack one of its letters.
        """
        with self._lock:
            return self._fill(words, pictures)

    def _fill(self, words: Words, pictures: Mapping[str, Bitmap]) -> bytes:
        if unplaced := words.keys() - self._tokens:
            raise Unfillable(f"words that have no place: {unplaced}")
        content = b"".join(self._filled({name: tidy(text) for name, text in words.items()}))
        self._page.Contents.write(zlib.compress(content), filter=pikepdf.Name.FlateDecode)
        for name, bitmap in pictures.items():
            _show(self._page.Resources.XObject[self._pictures[name]], bitmap)
        for owner, key, text in self._strings:
            _put(owner, key, text, words)
        out = BytesIO()
        self._pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return out.getvalue()

    def _filled(self, words: Words) -> Iterator[bytes]:
        stacks = [_set(stack, words) for stack in self._stacks]
        for piece in self._pieces:
            if isinstance(piece, bytes):
                yield piece
            else:
                yield piece.before
                yield from _shown(*stacks[piece.stack][piece.block], number=piece.run)

    def _own_fonts(self, fonts: pikepdf.Pdf) -> None:
        """Give the page fonts with every letter, in the place of those with the letters of the tokens."""
        ready, held = fonts.pages[0].Resources.Font, self._page.Resources.Font
        for name in list(held.keys()):
            held[name] = self._pdf.copy_foreign(ready[name])


def _parts(page: pikepdf.Object) -> list[pikepdf.Stream]:
    return list(page.Contents) if isinstance(page.Contents, pikepdf.Array) else [page.Contents]


def _cut(content: bytes, holes: Mapping[int, Hole]) -> Iterator[bytes | Hole]:
    end = 0
    for mark in MARKED.finditer(content):
        if hole := holes.get(int(mark[1])):
            yield content[end : mark.start(2)]
            yield hole
            end = mark.end(2)
    yield content[end:]


def _set(stack: Stack, words: Words) -> list[tuple[Block, list[TextLine], float]]:
    """Each block of a stack with its words, their lines, and where it begins."""
    blocks = [
        replace(block, runs=tuple(replace(run, text=_replaced(run.text, words)) for run in block.runs))
        for block in stack.blocks
    ]
    lines = [set_lines(block.runs, width=block.width) for block in blocks]
    return list(zip(blocks, lines, stack.tops([len(some) for some in lines]), strict=True))


def _shown(block: Block, lines: list[TextLine], top: float, *, number: int) -> Iterator[bytes]:
    """One run of a block as operators of the content."""
    run = block.runs[number]
    yield b"BT\n/%s %.6f Tf\n" % (run.face.name.encode(), run.size)
    for count, line in enumerate(lines):
        start = block.left + ((block.width - line.width) / 2 if block.is_centred else 0)
        y = top + count * block.line + block.baseline
        for part in line.fragments:
            if part.run == number:
                shown = run.face.show(part.text, spacing=run.spacing * 1000 / run.size)
                yield b"1 0 0 -1 %.4f %.4f Tm\n%s TJ\n" % (start + part.x, y, shown.encode())
    yield b"ET\n"


def _show(target: pikepdf.Stream, bitmap: Bitmap) -> None:
    target.write(zlib.compress(bitmap.rows), filter=pikepdf.Name.FlateDecode)
    for entry in ("/DecodeParms", "/Interpolate", "/SMask"):
        if entry in target:
            del target[entry]
    target.Width = target.Height = bitmap.side
    target.ColorSpace, target.BitsPerComponent = pikepdf.Name.DeviceGray, 1


def _strings_with_tokens(pdf: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Object, str, str]]:
    """What the file says beside its content (its title, words for pictures): owner, key, and the text."""
    for held in pdf.objects:
        if isinstance(held, pikepdf.Stream):
            if held.get("/Type") == "/Metadata":
                yield held, "", held.read_bytes().decode()
        elif isinstance(held, pikepdf.Dictionary):
            for key, value in held.items():
                if isinstance(value, pikepdf.String) and TOKEN.search(str(value)):
                    yield held, key, str(value)


def _put(owner: pikepdf.Object, key: str, text: str, words: Words) -> None:
    if isinstance(owner, pikepdf.Stream):
        owner.write(_replaced(text, {name: escape(word) for name, word in words.items()}).encode())
    else:
        owner[key] = pikepdf.String(_replaced(text, words))


def _replaced(text: str, words: Words) -> str:
    return TOKEN.sub(lambda found: words.get(found[1], found[0]), text)
