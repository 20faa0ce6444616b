"""A plan from its first section to its number: written by two people, checked, issued by a third."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from budgets import services as estimates
from budgets.services.authority import NotAllowed
from ocop.accounts.models import Membership
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation, Stale
from ocop.core.roles import Role
from ocop.demo.plan_papers import OF_TODAY, write_plan
from ocop.documents.services import hold_number, run_job, spoil_number
from ocop.notifications.models import Notice
from ocop.workflow.moves import MoveRefused
from plans import services
from plans.choices import PlanState
from plans.documents import plan_paper
from plans.models import Plan, PlanActivity, PlanAim, PlanAnnex, PlanGround, PlanSection, PlanTask
from plans.queries.findings import remarks_on
from plans.queries.reading import reading_of
from plans.queries.work import plans_waiting_for
from plans.rules.linter import Fault
from plans.rules.targets import Aim
from plans.services import set_target
from plans.services.plans import SETTINGS
from tests.factories import plan_papers as make
from tests.factories.accounts import make_officer
from tests.factories.plans import indicator

pytestmark = pytest.mark.django_db


def started(cast, **fields) -> Plan:
    return services.start_plan(
        actor=cast.province_officer,
        unit=cast.places.province,
        title="Triển khai Chương trình OCOP năm 2027",
        first_year=2027,
        last_year=2027,
        **fields,
    )


def test_a_plan_begins_with_the_sections_that_plans_have_and_lacks_their_contents(cast):
    plan = started(cast)

    reading = reading_of(plan)
    assert [(one.number, one.title) for one in reading.sections][:4] == [
        ("I", "MỤC ĐÍCH, YÊU CẦU"),
        ("1", "Mục đích"),
        ("2", "Yêu cầu"),
        ("II", "MỤC TIÊU"),
    ]
    assert {remark.finding.fault for remark in remarks_on(plan)} == {Fault.EMPTY, Fault.ANNEX_EMPTY}
    with pytest.raises(MoveRefused, match="Thiếu phần bắt buộc: Căn cứ"):
        services.submit_plan(actor=cast.province_officer, plan=plan)
    with pytest.raises(NotAllowed):
        services.start_plan(
            actor=cast.officer, unit=cast.places.province, title="X", first_year=2027, last_year=2027
        )
    with pytest.raises(RuleViolation, match="Năm cuối"):
        services.start_plan(
            actor=cast.province_officer,
            unit=cast.places.province,
            title="X",
            first_year=2027,
            last_year=2026,
        )


def test_a_plan_for_a_year_is_for_one_year(cast):
    years = {"first_year": 2021, "last_year": 2025}
    who = {"actor": cast.province_officer, "unit": cast.places.province, "title": "X"}
    with pytest.raises(RuleViolation, match="chỉ cho một năm") as refused:
        services.start_plan(**who, **years)
    assert refused.value.field == "last_year"

    plan = started(cast)
    kept = {name: getattr(plan, name) for name in SETTINGS}
    with pytest.raises(RuleViolation, match="chỉ cho một năm"):
        services.change_plan(actor=cast.province_officer, plan=plan, **kept | years)
    plan = services.change_plan(actor=cast.province_officer, plan=plan, **kept | years | {"kind": "period"})
    assert (plan.kind, plan.years) == ("period", "2021–2025")


def test_two_people_write_two_sections_and_one_of_them_the_same_one_too_late(cast):
    plan = started(cast)
    colleague = make_officer(Role.PROVINCE_OFFICER, cast.places.province)
    purpose, requirements = plan.sections.filter(level=2).order_by("position")

    services.write_section(
        actor=cast.province_officer, section=purpose, title="Mục đích", text="- Một", version=1
    )
    services.write_section(actor=colleague, section=requirements, title="Yêu cầu", text="- Hai", version=1)
    with pytest.raises(Stale):
        services.write_section(actor=colleague, section=purpose, title="Mục đích", text="- Ba", version=1)
    purpose = services.write_section(
        actor=colleague, section=purpose, title="Mục đích", text="- Ba", version=2
    )
    services.write_section(actor=colleague, section=purpose, title="Mục đích", text="- Ba", version=3)

    assert list(purpose.versions.order_by("number").values_list("text", "saved_by")) == [
        ("- Một", cast.province_officer.pk),
        ("- Ba", colleague.pk),
    ]
    assert Event.objects.filter(verb="plan.write", subject_id=plan.pk).count() == 3


def test_rows_are_added_moved_changed_and_dropped_in_their_plan_alone(cast):
    plan, actor = started(cast), cast.province_officer

    def add(title, parent=None):
        return services.add_part(actor=actor, plan=plan, sort=PlanActivity, title=title, parent=parent)

    first, second = add("Một"), add("Hai")
    below = add("Trong hai", second)
    services.move_part(actor=actor, part=second, up=True)
    numbers = [(row.number, row.title) for row in reading_of(plan).activities]
    assert numbers == [("1", "Hai"), ("1.1", "Trong hai"), ("2", "Một")]
    with pytest.raises(RuleViolation, match="hoạt động con"):
        services.change_part(
            actor=actor,
            part=Plan.objects.get(pk=plan.pk).activities.get(pk=second.pk),
            title="Hai",
            parent=first,
        )
    with pytest.raises(RuleViolation, match="Chỉ đặt dưới"):
        add("Quá sâu", below)
    with pytest.raises(Stale):
        services.change_part(actor=actor, part=first, version=7, title="Khác")
    with pytest.raises(RuleViolation, match="đã có một mục loại này"):
        services.add_part(actor=actor, plan=plan, sort=PlanSection, kind="aims", level=1, title="MỤC TIÊU")
    with pytest.raises(NotAllowed):
        services.add_part(actor=cast.province_leader, plan=plan, sort=PlanTask, agency="Sở", words="Làm")
    services.drop_part(actor=actor, part=second)
    assert [row.title for row in reading_of(plan).activities] == ["Một"]


def test_the_linter_speaks_of_the_slips_of_real_plans_at_their_place(cast):
    plan, actor = make.whole(cast), cast.province_officer
    purpose = plan.sections.filter(level=2).order_by("position").first()
    services.write_section(
        actor=actor,
        section=purpose,
        title="Mục đích",
        text=(
            "IV. Một\n10. Mười\n12. Mười hai\n1.1. Ba\n1.2. Bốn\n1.2. Năm\nVIII. Hai\n"
            "Tổng kinh phí 120 đồng (Một trăm đồng).\n"
            "Quyết định số 26/2026/QĐ-TTg ngày 22/5/2025; huyện Cao Lãnh; Sở Kế hoạch và Đầu tư."
        ),
    )

    found = {(remark.finding.fault, remark.sentence) for remark in remarks_on(plan)}

    sentences = " ".join(sentence for _fault, sentence in found)
    assert "nhảy từ 10 sang 12" in sentences
    assert "nhảy từ IV sang VIII" in sentences
    assert "1.2 lặp lại" in sentences
    assert {fault for fault, _sentence in found} >= {
        Fault.ACT_TWO_DAYS,
        Fault.ACT_OTHER_DAY,
        Fault.FIGURES_WORDS,
        Fault.TOTAL_ANNEX,
        Fault.UNIT_GONE,
    }
    assert "Huyện Cao Lãnh” không còn từ sau 30/06/2025" in sentences
    with pytest.raises(MoveRefused):
        services.submit_plan(actor=actor, plan=plan)


@pytest.mark.parametrize("kind", ["budget", "calendar", "targets", "products"])
def test_an_annex_without_contents_holds_a_plan_back_and_is_never_printed(cast, client, kind):
    """The money is told in words alone, nothing is planned, aimed at or handed in: what would be listed?"""
    plan, actor = make.whole(cast), cast.province_officer
    section = plan.sections.get(kind="funding")
    services.write_section(actor=actor, section=section, title="Kinh phí", text="Từ ngân sách tỉnh.")
    Plan.objects.filter(pk=plan.pk).update(estimate=None)
    plan.activities.all().delete()
    plan.aims.all().delete()
    annex = plan.annexes.filter(kind=kind).first() or services.add_part(
        actor=actor, plan=plan, sort=PlanAnnex, kind=kind
    )
    plan.annexes.exclude(pk=annex.pk).delete()
    plan = Plan.objects.get(pk=plan.pk)

    found = [remark for remark in remarks_on(plan) if remark.finding.fault == Fault.ANNEX_EMPTY]
    assert [(one.finding.spot.part, one.finding.spot.key) for one in found] == [("annexes", annex.pk)]
    with pytest.raises(MoveRefused, match="chưa có nội dung"):
        services.submit_plan(actor=actor, plan=plan)
    client.force_login(actor)
    mend = reverse("plans:part-change", args=["annexes", annex.pk])
    assert f'<a href="{mend}">{found[0].sentence}</a>' in client.get(plan.get_absolute_url()).text
    draft = plan_paper(reading_of(plan))
    assert [part.blocks[0].words for part in draft.annexes] == ["Chưa có nội dung."]
    plan.number_entry = hold_number(
        actor=actor, issuer=plan.unit, year=plan.first_year, letters="KH-UBND", subject=plan.title
    )
    assert not plan_paper(reading_of(plan)).annexes


def test_the_money_of_a_version_that_was_replaced_is_not_printed(cast, client):
    plan = make.whole(cast)
    estimates.submit_estimate(actor=cast.province_officer, estimate=plan.estimate)
    draft = estimates.return_estimate(actor=cast.finance_officer, estimate=plan.estimate, note="Giảm")

    plan = Plan.objects.get(pk=plan.pk)
    with pytest.raises(MoveRefused, match="đã được thay bằng bản khác"):
        services.submit_plan(actor=cast.province_officer, plan=plan)
    client.force_login(cast.province_officer)
    form = client.get(reverse("plans:plan-change", args=[plan.pk])).context["form"]
    assert form["estimate"].value() == draft.pk, "the version in its place is offered"
    Plan.objects.filter(pk=plan.pk).update(estimate=draft)
    services.submit_plan(actor=cast.province_officer, plan=Plan.objects.get(pk=plan.pk))


def test_a_plan_is_issued_by_somebody_who_did_not_write_it_and_never_changed_again(cast):
    plan = make.submitted(cast)
    assert Notice.objects.filter(person=cast.province_leader).count() == 1
    today = clock.today()
    both = cast.province_officer
    Membership.objects.create(user=both, role=Role.PROVINCE_LEADER, place=plan.unit, starts_on=today)
    both.__dict__.pop("_posts", None)
    with pytest.raises(RuleViolation, match="tham gia soạn"):
        services.issue_plan(actor=both, plan=plan, dated_on=today)
    with pytest.raises(RuleViolation, match="không sau hôm nay"):
        services.issue_plan(actor=cast.province_leader, plan=plan, dated_on=today + timedelta(days=1))
    with pytest.raises(RuleViolation, match="văn thư đã cấp"):
        services.issue_plan(actor=cast.province_leader, plan=plan, dated_on=today - timedelta(days=1))

    services.return_plan(actor=cast.province_leader, plan=plan, note="Thiếu một việc")
    assert Notice.objects.waiting().get().person == cast.province_officer
    services.submit_plan(actor=cast.province_officer, plan=plan)
    assert set(Notice.objects.waiting().values_list("person", flat=True)) == {
        cast.province_leader.pk,
        both.pk,
    }
    done = services.issue_plan(actor=cast.province_leader, plan=plan, dated_on=today)
    assert not Notice.objects.waiting().exists(), "what is issued waits for nobody"

    assert (done.state, str(done.number_entry)) == (PlanState.ISSUED, "01/KH-UBND")
    with pytest.raises(RuleViolation, match="không ghi hỏng được"):
        spoil_number(done.number_entry, actor=cast.province_officer, note="Sai")
    with pytest.raises(RuleViolation, match="không sửa được nữa"):
        services.add_part(actor=cast.province_officer, plan=done, sort=PlanGround, words="Thêm")
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=done.pk).update(issued_by=done.created_by)
    assert Plan.objects.visible_to(cast.new_officer).get() == done, "communes below read it"
    assert not Plan.objects.visible_to(cast.foreign_province_officer).exists()


def test_a_plan_is_judged_by_the_day_it_bears_whatever_day_was_expected(cast):
    plan = make.submitted(cast)
    Plan.objects.filter(pk=plan.pk).update(dated_on=clock.today())

    with pytest.raises(MoveRefused, match="26/2026/QĐ-TTg có ngày hoặc hiệu lực sau ngày của kế hoạch"):
        services.issue_plan(actor=cast.province_leader, plan=plan, dated_on=date(2026, 5, 21), number=7)
    plan.refresh_from_db()
    assert (plan.state, plan.number_entry) == (PlanState.SUBMITTED, None)


def test_aims_follow_the_targets_of_the_unit_and_are_held_against_the_units_below(cast):
    def target(unit, number):
        return set_target(
            actor=cast.province_officer,
            indicator=indicator("recognised"),
            unit=unit,
            first_year=2027,
            last_year=2027,
            aim=Aim(number, number),
            accepts_reached=True,
        )

    whole = target(cast.places.province, 12)
    target(cast.places.my_hiep, 7)
    target(cast.places.my_tho, 4)
    plan = started(cast)
    (aim,) = plan.aims.all()
    assert (aim.target, aim.told) == (whole, "Sản phẩm được công nhận từ 3 sao: 12 sản phẩm")
    services.add_part(actor=cast.province_officer, plan=plan, sort=PlanAnnex, kind="targets")
    services.change_part(actor=cast.province_officer, part=aim, minimum=10, maximum=12)

    sentences = [r.sentence for r in remarks_on(plan) if r.finding.fault.startswith("target")]
    assert [sentence.rpartition(": ")[2] for sentence in sentences] == [
        "kế hoạch ghi 10, các đơn vị cộng ra 11.",
        "kế hoạch ghi 10, cấp trên giao 12.",
    ]
    (annex,) = [part for part in plan_paper(reading_of(plan)).annexes if "CHỈ TIÊU" in part.head.title]
    assert [row.cells[:1] + row.cells[3:] for row in annex.blocks[0].rows] == [
        ("1", "10 - 12"),
        ("1.1", "7"),
        ("1.2", "4"),
    ]


def test_the_aims_of_a_commune_are_held_against_the_plan_of_its_province(cast):
    """The province shares 12 products out, 7 of them to the commune, and wants 100 % of officials taught."""
    for unit, number in ((cast.places.province, 12), (cast.places.my_hiep, 7)):
        set_target(
            actor=cast.province_officer,
            indicator=indicator("recognised"),
            unit=unit,
            first_year=2027,
            last_year=2027,
            aim=Aim(number),
            accepts_reached=True,
        )
    above, actor = started(cast), cast.new_officer
    taught = {"words": "Cán bộ được tập huấn", "unit_name": "%"}
    services.add_part(actor=cast.province_officer, plan=above, sort=PlanAim, minimum=100, **taught)
    plan = services.start_plan(
        actor=actor, unit=cast.places.my_hiep, title="OCOP năm 2027", first_year=2027, last_year=2027
    )
    for aim in plan.aims.all():
        services.drop_part(actor=actor, part=aim)
    Plan.objects.filter(pk=plan.pk).update(above=above)

    def said() -> list[str]:
        found = remarks_on(Plan.objects.get(pk=plan.pk))
        return [one.sentence for one in found if one.finding.fault.startswith("target")]

    assert said() == [
        "Kế hoạch cấp trên giao “Sản phẩm được công nhận từ 3 sao”: 7. Kế hoạch này chưa có mục tiêu đó."
    ]
    words = "Có sản phẩm được công nhận từ 3 sao trở lên"
    aim = services.add_part(actor=actor, plan=plan, sort=PlanAim, words=words, minimum=6)
    services.add_part(actor=actor, plan=plan, sort=PlanAim, minimum=90, **taught)
    assert said() == [
        f"Chỉ tiêu “{words}”: kế hoạch ghi 6, cấp trên giao 7.",
        "Chỉ tiêu “Cán bộ được tập huấn”: kế hoạch ghi 90, cấp trên giao 100.",
    ]
    services.change_part(actor=actor, part=aim, minimum=7)
    assert len(said()) == 1


def test_next_years_plan_starts_from_this_years_and_from_what_is_known_today(cast):
    old = make.whole(cast, year=2026)
    newer = make.act("30/2027/QĐ-TTg", clock.today(), "Ban hành Bộ tiêu chí mới")
    old_act = old.grounds.exclude(act=None).get().act
    old_act.replaced_by = newer
    old_act.save()

    plan = started(cast, draft_from=old)

    reading = reading_of(plan)
    assert next(words for _ground, words in reading.grounds).startswith("Căn cứ Quyết định số 30/2027/QĐ-TTg")
    assert reading.activities[0].row.time == "Quý I - Quý IV/2027"
    assert {row.row.ends_on.year for row in reading.activities if row.row.ends_on} == {2027}
    assert reading.reportings[0].due_on.year == 2027
    assert plan.estimate is None and plan.previous == old
    assert [row.number for row in reading.activities] == [row.number for row in reading_of(old).activities]
    services.discard_plan(actor=cast.province_officer, plan=plan)
    assert not Plan.objects.filter(pk=plan.pk).exists()


def test_a_text_taken_from_an_earlier_plan_can_be_read_after_it_was_written_over(cast):
    plan = started(cast, draft_from=make.whole(cast, year=2026))
    section = plan.sections.exclude(text="").first()
    taken = section.text

    services.write_section(
        actor=cast.province_officer, section=section, title=section.title, text="- Lời mới."
    )

    versions = section.versions.order_by("number")
    assert [one.text for one in versions] == [taken, "- Lời mới."]
    assert versions[0].saved_by == cast.province_officer


def test_a_communes_plan_is_issued_by_its_leader_under_a_number_of_its_own(cast):
    commune, officer = cast.places.my_hiep, cast.new_officer
    leader = make_officer(Role.COMMUNE_LEADER, commune)
    plan = write_plan(
        actor=officer,
        unit=commune,
        year=clock.today().year,
        estimate=None,
        acts=[make.act("26/2026/QĐ-TTg", date(2026, 5, 22), "Ban hành Bộ tiêu chí")],
        names=OF_TODAY,
    )
    for annex in plan.annexes.filter(kind="budget"):
        services.drop_part(actor=officer, part=annex)
    section = plan.sections.get(kind="funding")
    services.write_section(actor=officer, section=section, title="Kinh phí", text="Từ ngân sách xã.")
    plan = services.submit_plan(actor=officer, plan=plan)

    assert list(plans_waiting_for(leader)) == [plan]
    assert not plans_waiting_for(cast.province_leader).exists()
    with pytest.raises(MoveRefused):
        services.issue_plan(actor=cast.province_leader, plan=plan, dated_on=clock.today())
    plan = services.issue_plan(actor=leader, plan=plan, dated_on=clock.today())
    assert (str(plan.number_entry), plan.number_entry.book.issuer) == ("01/KH-UBND", commune)


def test_a_plan_that_another_replaces_says_so_itself_and_in_the_archive(cast, client):
    former = make.issued(cast)
    run_job(services.print_plan(actor=cast.province_officer, plan=former).pk)
    former.refresh_from_db()
    client.force_login(cast.province_officer)
    assert "Kế hoạch này đã được thay thế" not in client.get(former.get_absolute_url()).content.decode()

    def successor() -> Plan:
        plan = write_plan(
            actor=cast.province_officer,
            unit=cast.places.province,
            year=former.first_year,
            estimate=former.estimate,
            acts=[ground.act for ground in former.grounds.filter(act__isnull=False)],
            names=OF_TODAY,
        )
        kept = {name: getattr(plan, name) for name in SETTINGS}
        plan = services.change_plan(actor=cast.province_officer, plan=plan, **kept | {"replaces": former})
        return services.submit_plan(actor=cast.province_officer, plan=plan)

    plan, second = successor(), successor()
    plan = services.issue_plan(actor=cast.province_leader, plan=plan, dated_on=clock.today())
    run_job(services.print_plan(actor=cast.province_officer, plan=plan).pk)

    page = client.get(former.get_absolute_url()).content.decode()
    assert "Kế hoạch này đã được thay thế" in page
    assert f'<a href="{plan.get_absolute_url()}">' in page
    assert "Đã thay" in client.get(reverse("plans:plan-list")).content.decode()
    archived = reverse("documents:issued-detail", args=[former.issued_document_id])
    assert str(plan.number_entry) in client.get(archived).content.decode()
    assert f"thay thế Kế hoạch số {former.number_entry}" in plan_paper(reading_of(plan)).words
    with pytest.raises(RuleViolation, match="đã được kế hoạch khác thay thế"):
        services.issue_plan(actor=cast.province_leader, plan=second, dated_on=clock.today())
