"""Files that are handed in: what is believed, and a corpus of what is not."""

import io
import subprocess
import sys

import pytest
from PIL import Image

from ocop.core import uploads
from ocop.core.errors import RuleViolation
from ocop.core.uploads import check_upload, pdf, pictures, plain_name
from tests.factories import uploads as true_files
from tests.factories.hostile import HARMLESS, LIMIT, REFUSED, shot
from tests.factories.uploads import RELS, docx, jpeg, png, xlsx

HYPERLINK = RELS.replace(
    b"</Relationships>",
    b'<Relationship Id="r1" TargetMode="External" Target="http://example.org" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/></Relationships>',
)


def checked(content, name):
    return check_upload(io.BytesIO(content), name=name, max_bytes=LIMIT)


def kept(content, name):
    return b"".join(checked(content, name).pieces())


@pytest.mark.parametrize(
    ("content", "name", "suffix"),
    [
        (true_files.pdf(), "Giấy ĐKKD.pdf", ".pdf"),
        (jpeg(), "ảnh.JPEG", ".jpg"),
        (png(), "nhãn.png", ".png"),
        (docx(), "câu chuyện.docx", ".docx"),
        (xlsx(), "sổ.xlsx", ".xlsx"),
    ],
    ids=["pdf", "jpeg", "png", "docx", "xlsx"],
)
def test_a_plain_file_is_believed(content, name, suffix):
    file = checked(content, name)

    assert (file.content_type, file.extension) == (uploads.KINDS[suffix].content_type, suffix[1:])
    assert (file.name, len(file.sha256)) == (name, 64)
    assert file.size == len(b"".join(file.pieces())) > 0


def test_the_corpus_is_large_and_says_each_thing_once():
    titles = [case.title for case in (*REFUSED, *HARMLESS)]

    assert len(titles) >= 100
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.title)
def test_a_hostile_file_is_refused_with_its_reason(case):
    with pytest.raises(RuleViolation, match=case.reason) as refusal:
        checked(case.make(), case.name)

    assert refusal.value.field == "upload"


@pytest.mark.parametrize("case", HARMLESS, ids=lambda case: case.title)
def test_what_is_taken_is_made_harmless(case):
    content = case.make()
    file = checked(content, case.name)

    if case.gone:
        assert case.gone in content
        assert case.gone not in b"".join(file.pieces())
    assert len(file.name) <= 200
    assert file.name.isprintable()
    assert not set('/\\<>:"|?*') & set(file.name)


def test_a_pdf_of_too_many_objects_is_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MAX_OBJECTS", 1)

    with pytest.raises(RuleViolation, match="quá phức tạp"):
        checked(true_files.pdf(), "a.pdf")


def test_a_link_to_follow_by_hand_may_stay():
    assert checked(docx(**{"word/_rels/document.xml.rels": HYPERLINK}), "a.docx").extension == "docx"


def test_a_picture_in_unusual_colours_is_kept_in_plain_ones():
    out = io.BytesIO()
    Image.new("I;16", (4, 4)).save(out, "PNG")

    assert kept(out.getvalue(), "a.png").startswith(b"\x89PNG")


def test_a_picture_is_kept_upright_and_without_its_metadata():
    picture = Image.open(io.BytesIO(kept(shot(), "a.jpg")))

    assert picture.size == (20, 40)
    assert dict(picture.getexif()) == {}


@pytest.mark.parametrize(("make", "name"), [(jpeg, "a.jpg"), (png, "a.png")])
def test_a_large_picture_is_kept_smaller_in_its_proportions(make, name, monkeypatch):
    monkeypatch.setattr(pictures, "MAX_SIDE", 100)

    assert Image.open(io.BytesIO(kept(make((400, 300)), name))).size == (100, 75)


PEAK = """
import io, os, resource, sys
from tests.factories.uploads import large_file
from ocop.core.uploads import check_upload
large_file(sys.argv[1], sys.argv[2], 1)
with open(sys.argv[2], "rb") as small:
    check_upload(small, name="a." + sys.argv[1], max_bytes=30 * 2**20)
large_file(sys.argv[1], sys.argv[2], 20)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with open(sys.argv[2], "rb") as large:
    file = check_upload(large, name="a." + sys.argv[1], max_bytes=30 * 2**20)
    assert sum(map(len, file.pieces())) > 19 * 2**20
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_twenty_megabytes_take_no_more_memory_than_one(suffix, tmp_path):
    """Measured from outside, so that what the C libraries take counts too."""
    told = subprocess.run(
        [sys.executable, "-c", PEAK, suffix, str(tmp_path / "a")],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert int(told.stdout) < 6 * 1024


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\a\\Giấy  phép.pdf", "Giấy phép.pdf"),
        ("../../etc/passwd", "passwd"),
        ('a\r\nX-Header: 1".pdf', "aX-Header 1.pdf"),
        ("", "tep"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_is_kept_as_plain_text(given, kept):
    assert plain_name(given) == kept
