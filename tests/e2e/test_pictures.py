"""The pictures of a place and the coverage of trainings: for everybody, by keys, without script, on paper."""

import io
from datetime import timedelta

import pdfplumber
import pytest

from ocop.core import clock
from plans.choices import Measure
from plans.models import Indicator
from reports.services import count_province
from tests.e2e.hands import Hand, Keys
from tests.factories import trainings
from tests.factories.certificates import make_certificate
from tests.factories.ideas import sent_idea
from tests.factories.plans import make_target

pytestmark = pytest.mark.django_db(transaction=True)
STANDING = "Sản phẩm còn giấy chứng nhận hiệu lực cuối kỳ"


@pytest.fixture
def goods(cast):
    """Products at two stars in a commune of today, an idea, targets, and a class that was held."""
    make_certificate(cast, name="Sen sấy", producer=cast.new_producer, stars=4)
    soon = clock.today() + timedelta(days=40)
    make_certificate(cast, name="Trà sen", producer=cast.new_producer, valid_until=soon)
    sent_idea(cast.places.my_hiep, cast.cycle_26, actor=cast.new_officer)
    Indicator.objects.get_or_create(
        province=None, measure=Measure.STANDING, defaults={"name": STANDING, "unit_name": "sản phẩm"}
    )
    make_target(cast, "standing", years=(2021, 2030), unit=cast.places.province, actor=cast.province_officer)
    trainings.of_province(cast).closed("Trần Sen")
    count_province(cast.places.province)
    return cast


def test_the_pictures_of_every_level_and_the_coverage_are_for_everybody(goods, open_page):
    for person in (goods.province_officer, goods.district_officer, goods.new_officer):
        hand = Hand(open_page(), person)
        hand.open("panorama")
        drawn = hand.page.locator("main svg[role=img]")
        assert drawn.count() == hand.page.locator("main svg[role=img]:has(title):has(desc)").count() > 0
        assert hand.page.locator("main table.bars").count() == hand.page.locator("table.bars caption").count()
        hand.open("trainings:coverage")


def test_a_number_leads_to_its_list_by_keys_and_by_no_script(goods, open_page):
    keys = Keys(open_page(), goods.province_officer)
    keys.open("panorama")
    keys.reach(keys.page.locator("details.behind summary").first)
    keys.page.keyboard.press("Enter")
    keys.reach(keys.page.locator("details[open] td a"))
    keys.go()
    keys.reads("2 giấy chứng nhận", "Trà sen", "Sen sấy")

    bare = Hand(open_page(java_script_enabled=False), goods.province_officer, script=False)
    bare.open("panorama")
    bare.page.locator("table.bars a", has_text=STANDING).click()
    bare.reads("Sen sấy", "Trà sen")
    bare.open("panorama")
    bare.page.locator("table.bars tr", has_text="Cán bộ").locator("td a").last.click()
    bare.reads("Độ phủ tập huấn", "Cán bộ xã Mỹ Hiệp")


def test_the_pictures_fill_clean_sheets(goods, open_page):
    hand = Hand(open_page(), goods.province_officer)
    hand.open("panorama")
    with pdfplumber.open(io.BytesIO(hand.page.pdf(format="A4", prefer_css_page_size=True))) as paper:
        words = "\n".join(page.extract_text() for page in paper.pages)
        assert len(paper.pages) == 1
    assert "Toàn cảnh OCOP" in words
    assert "Mục khác" not in words
