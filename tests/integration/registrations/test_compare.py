"""Criterion left, paper right: pages drawn as pictures, for whoever reaches the paper."""

import io
import os
from pathlib import Path
from time import time

import pytest
from django.urls import reverse
from PIL import Image

from ocop.documents.renderers.pages import KEEP_FOR, CannotDraw, draw_page, forget_old_pages
from ocop.law.choices import EvidenceKind
from registrations import services
from registrations.queries.compare import reading_of
from tests.factories.registrations import make_upload, submitted_dossier
from tests.factories.uploads import pdf
from tests.kept import kept


def two_pages() -> bytes:
    return pdf(lambda made: made.add_blank_page())


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(two_pages())
    return path


def test_a_page_is_drawn_once_and_kept_private(source, settings):
    drawn = draw_page(source, sha256="ab" * 32, page=2)
    source.unlink()
    again = draw_page(source, sha256="ab" * 32, page=2)

    assert again == drawn
    assert drawn.pages == 2
    assert drawn.path.stat().st_mode & 0o777 == 0o600
    assert Image.open(drawn.path).format == "JPEG"
    assert max(Image.open(drawn.path).size) <= 1_701  # a part of a pixel is a pixel


@pytest.mark.parametrize("page", [0, 3])
def test_a_page_that_is_not_there_leaves_nothing(source, settings, page):
    with pytest.raises(CannotDraw):
        draw_page(source, sha256="ab" * 32, page=page)

    assert [path for path in Path(settings.PAGES_DIR).rglob("*") if path.is_file()] == []


def test_pictures_go_when_nobody_looks_at_them(source, settings):
    old, new = (draw_page(source, sha256=digest * 32, page=1).path for digest in ("ab", "cd"))
    long_ago = time() - KEEP_FOR - 60
    for path in (old, old.parent, new, new.parent):
        os.utime(path, (long_ago, long_ago))
    draw_page(source, sha256="cd" * 32, page=1)

    assert forget_old_pages() == 1
    assert not old.parent.exists()
    assert new.exists()
    assert draw_page(source, sha256="ab" * 32, page=1).path.exists()


def test_a_file_that_is_no_pdf_is_not_drawn(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"MZ")

    with pytest.raises(CannotDraw):
        draw_page(tmp_path / "a.pdf", sha256="cd" * 32, page=1)


@kept
def sent(cast):
    """A dossier that went up, with a paper of two pages for its first criterion."""
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    services.return_dossier(actor=cast.district_officer, dossier=dossier, note="Thiếu giấy")
    first = dossier.criteria_set.sections.order_by("position").first()
    criterion = first.criteria.order_by("position").first()
    services.attach_evidence(
        actor=cast.officer,
        producer=cast.producer,
        dossier=dossier,
        criteria=[criterion],
        upload=make_upload("hop-dong.pdf", two_pages()),
        kind=EvidenceKind.MATERIAL_ORIGIN,
        title="Hợp đồng thu mua",
    )
    return dossier, criterion


def test_the_stops_are_the_whole_and_each_criterion(sent):
    dossier, criterion = sent
    whole, first = reading_of(dossier, "không có"), reading_of(dossier, criterion.code)

    assert (whole.code, whole.before, whole.after, whole.position) == ("", None, criterion.code, 1)
    assert [row.title for row in first.papers] == ["Hợp đồng thu mua"]
    assert first.before == ""
    last = reading_of(dossier, first.file.criteria[-1].code)
    assert (last.after, last.position) == (None, last.stops)


def test_writer_and_checking_officer_read_page_by_page(client, cast, sent):
    dossier, criterion = sent
    paper = dossier.citations.get(criterion=criterion).evidence
    for person in (cast.producer_person, cast.officer, cast.district_officer):
        client.force_login(person)
        address = reverse("registrations:dossier-compare", args=[dossier.pk])
        page = client.get(f"{address}?tieu-chi={criterion.code}&trang=2").content.decode()
        picture = reverse("registrations:evidence-page", args=[paper.pk, 2])
        assert f'src="{picture}"' in page
        assert "Trang 2/2" in page
        answer = client.get(picture)
        assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/jpeg", "private, no-store")
        assert Image.open(io.BytesIO(b"".join(answer.streaming_content))).format == "JPEG"


def test_a_page_beyond_the_last_shows_the_first(client, cast, sent):
    dossier, criterion = sent
    client.force_login(cast.officer)

    address = reverse("registrations:dossier-compare", args=[dossier.pk])
    page = client.get(f"{address}?tieu-chi={criterion.code}&trang=99").content.decode()

    assert "Trang 1/2" in page


def test_whoever_does_not_reach_the_paper_gets_no_page_of_it(client, cast, sent):
    dossier, criterion = sent
    paper = dossier.citations.get(criterion=criterion).evidence
    client.force_login(cast.neighbour_officer)

    assert client.get(reverse("registrations:evidence-page", args=[paper.pk, 1])).status_code == 404
