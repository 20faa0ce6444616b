"""Photos of a visit, taken with a phone on a slow line."""

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from evaluations.models import InspectionPhoto
from evaluations.services.inspections import plan_inspections
from ocop.core import clock
from tests.e2e.conftest import PHONE
from tests.e2e.hands import Hand
from tests.factories.certificates import make_certificate

SIZE_CHOSEN = "() => document.querySelector('input[type=file]').files[0].size"
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_photo_is_drawn_smaller_before_it_is_sent(open_page, cast, tmp_path):
    (visit,) = plan_inspections(
        actor=cast.province_officer,
        certificates=[make_certificate(cast)],
        planned_on=clock.today(),
        people="Đoàn kiểm tra",
    )
    taken = tmp_path / "IMG_0001.JPG"
    Image.effect_noise((3000, 4000), 60).save(taken, "JPEG", quality=92)
    person = Hand(open_page(PHONE), cast.province_officer)
    person.open("evaluations:inspection-photo", visit.pk)

    person.page.set_input_files("input[type=file]", taken)
    size = taken.stat().st_size
    while person.page.evaluate(SIZE_CHOSEN) == size:
        person.page.wait_for_timeout(50)
    person.page.fill("[name=words]", "Nhãn mặt trước")
    person.page.click("main form .actions button")
    person.page.get_by_text("Đã thêm ảnh.").wait_for()

    photo = InspectionPhoto.objects.get()
    with Image.open(io.BytesIO(default_storage.open(photo.file.name).read())) as kept:
        assert (kept.format, max(kept.size)) == ("JPEG", 1920)
