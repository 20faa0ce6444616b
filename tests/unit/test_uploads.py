"""Files that are handed in: what is believed, and a corpus of what is not."""

import io
import zipfile

import pikepdf
import pytest
from PIL import Image

from ocop.core import uploads
from ocop.core.errors import RuleViolation
from ocop.core.uploads import check_upload, plain_name
from tests.factories.uploads import CONTENT_TYPES, DOCUMENT, RELS, docx, jpeg, pdf, png

LIMIT = 2 * 2**20


def checked(content, name):
    return check_upload(io.BytesIO(content), name=name, max_bytes=LIMIT)


@pytest.mark.parametrize(
    ("content", "name", "content_type", "extension"),
    [
        (pdf(), "Giấy ĐKKD.pdf", "application/pdf", "pdf"),
        (jpeg(), "ảnh.JPEG", "image/jpeg", "jpg"),
        (png(), "nhãn.png", "image/png", "png"),
        (docx(), "câu chuyện.docx", uploads._KINDS[".docx"].content_type, "docx"),
    ],
    ids=["pdf", "jpeg", "png", "docx"],
)
def test_a_plain_file_is_believed(content, name, content_type, extension):
    file = checked(content, name)

    assert (file.content_type, file.extension, file.name) == (content_type, extension, name)
    assert len(file.sha256) == 64
    assert file.size == len(file.content) > 0


def with_catalog(**entries):
    return pdf(lambda made: [made.Root.__setitem__(f"/{key}", value) for key, value in entries.items()])


def pdf_with_script():
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    return with_catalog(OpenAction=action)


def pdf_with_launch():
    return with_catalog(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe")))


def pdf_with_form_to_elsewhere():
    action = pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F=pikepdf.String("http://example.org"))
    return with_catalog(OpenAction=action)


def pdf_with_script_deep_inside():
    def hide(made):
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("1"))
        note = pikepdf.Dictionary(
            Subtype=pikepdf.Name.Link, Rect=[0, 0, 1, 1], AA=pikepdf.Dictionary(E=action)
        )
        made.pages[0].Annots = pikepdf.Array([made.make_indirect(note)])

    return pdf(hide)


def pdf_with_attachment():
    return pdf(lambda made: made.attachments.__setitem__("a.exe", b"MZ"))


def pdf_with_password(user="bimat"):
    plain, out = io.BytesIO(pdf()), io.BytesIO()
    with pikepdf.open(plain) as made:
        made.save(out, encryption=pikepdf.Encryption(user=user, owner="chu", R=6))
    return out.getvalue()


def pdf_without_pages():
    out = io.BytesIO()
    pikepdf.new().save(out)
    return out.getvalue()


def pdf_with_launch_in_a_list():
    """Direct objects within direct objects are walked too."""
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch)
    return with_catalog(OpenAction=pikepdf.Array([1, pikepdf.Array([launch])]))


def pdf_nested_deep():
    inner = pikepdf.Array([1])
    for _level in range(uploads.MAX_PDF_DEPTH + 2):
        inner = pikepdf.Array([inner])
    return with_catalog(Deep=inner)


def docx_with_password():
    """The first part says that it is encrypted, in the list and before its bytes."""
    content = bytearray(docx())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(mark) + offset] |= 1
    return bytes(content)


def png_of_many_pixels():
    """Thirty kilobytes that unfold to 40 million and one pixels."""
    out = io.BytesIO()
    Image.new("1", (40_000_001, 1)).save(out, "PNG")
    return out.getvalue()


def docx_that_unfolds():
    return docx(**{"word/media/big.bin": b"\0" * (uploads._PIECE * 40)})


def docx_with_entities():
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    return docx(**{"word/document.xml": bomb})


def rels_to(kind, target="http://example.org/a"):
    link = (
        f'<Relationship Id="r1" TargetMode="External" Target="{target}" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
    )
    return RELS.replace(b"</Relationships>", link.encode() + b"</Relationships>")


def docx_climbing_out():
    return docx(**{"../../etc/passwd": b"x"})


def docx_with_a_part_twice():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", CONTENT_TYPES)
        with pytest.warns(UserWarning, match="Duplicate"):
            for _turn in range(2):
                package.writestr("word/document.xml", DOCUMENT)
    return out.getvalue()


def docx_of_many_parts():
    return docx(**{f"word/p{n}.xml": b"" for n in range(uploads.MAX_ENTRIES)})


HOSTILE = {
    "empty": (lambda: b"", "a.pdf", "không có nội dung"),
    "too large": (lambda: pdf() + b"\n" * LIMIT, "a.pdf", "lớn hơn 2 MB"),
    "a program": (lambda: b"MZ\x90\x00", "cai-dat.exe", "Chỉ nhận tệp PDF"),
    "a web page": (lambda: b"<html>", "trang.html", "Chỉ nhận tệp PDF"),
    "a drawing with script": (lambda: b"<svg onload='x'/>", "logo.svg", "Chỉ nhận tệp PDF"),
    "a program named pdf": (lambda: b"MZ\x90\x00" * 50, "hoa-don.pdf", "không phải PDF"),
    "a page named png": (lambda: b"<html><script>1</script>", "anh.png", "không phải PNG"),
    "two suffixes": (pdf, "giay.pdf.exe", "Chỉ nhận tệp PDF"),
    "pdf cut short": (lambda: b"%PDF-1.7\n" + b"x" * 300, "a.pdf", "bị hỏng"),
    "pdf without pages": (pdf_without_pages, "a.pdf", "không có trang"),
    "pdf with script": (pdf_with_script, "a.pdf", "lệnh tự chạy"),
    "pdf with script deep inside": (pdf_with_script_deep_inside, "a.pdf", "lệnh tự chạy"),
    "pdf that starts programs": (pdf_with_launch, "a.pdf", "mở chương trình khác"),
    "pdf that sends": (pdf_with_form_to_elsewhere, "a.pdf", "gửi dữ liệu"),
    "pdf that starts programs from a list": (pdf_with_launch_in_a_list, "a.pdf", "mở chương trình khác"),
    "pdf nested deep": (pdf_nested_deep, "a.pdf", "quá phức tạp"),
    "docx with password": (docx_with_password, "a.docx", "có mật khẩu"),
    "docx with a broken part": (lambda: docx(**{"word/document.xml": b"<w:document"}), "a.docx", "bị hỏng"),
    "pdf with a file inside": (pdf_with_attachment, "a.pdf", "tệp đính kèm"),
    "pdf with password": (pdf_with_password, "a.pdf", "có mật khẩu"),
    "pdf locked but readable": (lambda: pdf_with_password(user=""), "a.pdf", "có mật khẩu"),
    "png of many pixels": (png_of_many_pixels, "a.png", "triệu điểm ảnh"),
    "png cut short": (lambda: png()[:60], "a.png", "bị hỏng"),
    "jpeg cut short": (lambda: jpeg()[:120], "a.jpg", "bị hỏng"),
    "jpeg named png": (jpeg, "a.png", "không phải PNG"),
    "zip named docx": (lambda: docx(without={"word/document.xml"}), "a.docx", "không phải văn bản Word"),
    "docx cut short": (lambda: docx()[:200], "a.docx", "bị hỏng"),
    "docx with macros": (lambda: docx(**{"word/vbaProject.bin": b"x"}), "a.docx", "lệnh tự chạy"),
    "docx that calls itself docm": (
        lambda: docx(
            **{"[Content_Types].xml": CONTENT_TYPES.replace(b"document.main", b"document.macroEnabled.main")}
        ),
        "a.docx",
        "lệnh tự chạy",
    ),
    "docx with an embedded file": (
        lambda: docx(**{"word/embeddings/oleObject1.bin": b"x"}),
        "a.docx",
        "tệp nhúng",
    ),
    "docx that loads a template": (
        lambda: docx(**{"word/_rels/settings.xml.rels": rels_to("attachedTemplate")}),
        "a.docx",
        "tự tải nội dung",
    ),
    "docx that loads a picture": (
        lambda: docx(**{"word/_rels/document.xml.rels": rels_to("image", "file://server/a.png")}),
        "a.docx",
        "tự tải nội dung",
    ),
    "docx with entities": (docx_with_entities, "a.docx", "bị hỏng"),
    "docx climbing out": (docx_climbing_out, "a.docx", "bị hỏng"),
    "docx with a part twice": (docx_with_a_part_twice, "a.docx", "bị hỏng"),
    "docx of many parts": (docx_of_many_parts, "a.docx", "bị hỏng"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason(case):
    make, name, reason = HOSTILE[case]

    with pytest.raises(RuleViolation, match=reason) as refusal:
        checked(make(), name)

    assert refusal.value.field == "upload"


def test_a_docx_is_counted_as_it_unfolds(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_UNPACKED", 2**20)

    with pytest.raises(RuleViolation, match="bung ra quá lớn"):
        checked(docx_that_unfolds(), "a.docx")


def test_a_pdf_of_too_many_objects_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_PDF_OBJECTS", 1)

    with pytest.raises(RuleViolation, match="quá phức tạp"):
        checked(pdf(), "a.pdf")


def test_a_link_to_follow_by_hand_may_stay():
    file = checked(docx(**{"word/_rels/document.xml.rels": rels_to("hyperlink")}), "a.docx")

    assert file.extension == "docx"


def test_a_picture_in_unusual_colours_is_kept_in_plain_ones():
    out = io.BytesIO()
    Image.new("I;16", (4, 4)).save(out, "PNG")

    assert checked(out.getvalue(), "a.png").content.startswith(b"\x89PNG")


def test_a_picture_is_kept_upright_and_without_its_metadata():
    shot = Image.new("RGB", (40, 20), "green")
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "camera"
    out = io.BytesIO()
    shot.save(out, "JPEG", exif=exif)

    kept = Image.open(io.BytesIO(checked(out.getvalue(), "a.jpg").content))

    assert kept.size == (20, 40)
    assert dict(kept.getexif()) == {}


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
