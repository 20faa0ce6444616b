"""Papers: handed in, kept, replaced, cited."""

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pytest

from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.law.choices import EvidenceKind
from ocop.law.models import Criterion
from registrations import queries, services
from registrations.models import Citation, Evidence
from tests.factories.law import load_set
from tests.factories.registrations import (
    another_pdf,
    complete_dossier,
    make_evidence,
    make_producer,
    make_upload,
    start_dossier,
    submitted_dossier,
)
from tests.integration.registrations.test_pages import send, url_of

KIND = EvidenceKind.TEST_REPORT


def last_event():
    return Event.objects.order_by("-pk").first()


def stored(settings):
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_paper_is_kept_under_a_random_name(cast, settings):
    paper = make_evidence(cast.producer, actor=cast.officer, title="Giấy phép", number="01/GP")

    (path,) = stored(settings)
    content = path.read_bytes()
    assert path.relative_to(settings.MEDIA_ROOT).parts[0] == "evidence"
    assert "giay-phep" not in path.name
    assert path.stat().st_mode & 0o777 == 0o600
    assert (paper.sha256, paper.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert (paper.file_name, paper.content_type) == ("giay-phep.pdf", "application/pdf")
    assert paper.file.read() == content
    assert (last_event().verb, last_event().after["sha256"]) == ("evidence.attach", paper.sha256)


def test_a_refused_file_leaves_nothing_behind(cast, settings):
    with pytest.raises(RuleViolation, match="không phải PDF"):
        services.attach_evidence(
            actor=cast.officer,
            producer=cast.producer,
            upload=make_upload(content=b"MZ"),
            kind=KIND,
            title="Phiếu kiểm nghiệm",
        )

    assert stored(settings) == []
    assert not Evidence.objects.exists()


def test_a_row_the_database_refuses_takes_its_file_along(cast, settings):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        services.attach_evidence(
            actor=cast.officer, producer=cast.producer, upload=make_upload(), kind="?", title="Lạ"
        )

    assert stored(settings) == []


@pytest.mark.parametrize("who", ["neighbour_officer", "district_officer", "nobody", "new_producer_person"])
def test_nobody_else_hands_in_papers(cast, who):
    with pytest.raises(RuleViolation, match="thẩm quyền"):
        make_evidence(cast.producer, actor=cast.people[who])


def test_a_paper_does_not_end_before_it_begins(cast):
    with pytest.raises(RuleViolation, match="không được trước ngày cấp") as refusal:
        make_evidence(
            cast.producer, actor=cast.officer, issued_on=date(2026, 2, 1), expires_on=date(2026, 1, 1)
        )

    assert refusal.value.field == "expires_on"


def test_a_paper_is_not_issued_tomorrow(cast):
    today, tomorrow = clock.today(), clock.today() + timedelta(days=1)
    paper = make_evidence(cast.producer, actor=cast.officer, issued_on=today)

    with pytest.raises(RuleViolation, match="Ngày cấp không thể sau hôm nay") as refusal:
        make_evidence(cast.producer, actor=cast.officer, issued_on=tomorrow)
    with pytest.raises(RuleViolation, match="Ngày cấp không thể sau hôm nay"):
        services.replace_evidence(
            actor=cast.officer, evidence=paper, upload=make_upload(), issued_on=tomorrow
        )

    assert refusal.value.field == "issued_on"
    assert list(Evidence.objects.values_list("issued_on", flat=True)) == [today]


def attach(cast, content, *, producer=None, title="Phiếu kiểm nghiệm"):
    return services.attach_evidence(
        actor=cast.officer,
        producer=producer or cast.producer,
        upload=make_upload(content=content),
        kind=KIND,
        title=title,
    )


def test_the_same_file_is_one_paper_of_its_producer(cast, settings):
    content = another_pdf()
    attach(cast, content, title="Phiếu mùa xoài")

    with pytest.raises(RuleViolation, match=r"tên là “Phiếu mùa xoài”.*“Dùng giấy tờ đã có”") as refusal:
        attach(cast, content)

    assert refusal.value.field == "upload"
    assert Evidence.objects.count() == 1
    assert len(stored(settings)) == 1
    neighbours = make_producer(cast.places.old_my_hiep, cast.officer)
    assert attach(cast, content, producer=neighbours).producer == neighbours


def test_a_file_that_was_replaced_may_come_back(cast):
    content = another_pdf()
    old = attach(cast, content)
    services.replace_evidence(actor=cast.officer, evidence=old, upload=make_upload())

    assert attach(cast, content).sha256 == old.sha256


def test_a_paper_is_replaced_by_another_file_than_its_own_and_its_neighbours(cast):
    content, other = another_pdf(), another_pdf()
    old, _neighbour = attach(cast, content), attach(cast, other, title="Giấy phép")

    with pytest.raises(RuleViolation, match="giống hệt bản đang có") as refusal:
        services.replace_evidence(actor=cast.officer, evidence=old, upload=make_upload(content=content))
    with pytest.raises(RuleViolation, match="tên là “Giấy phép”"):
        services.replace_evidence(actor=cast.officer, evidence=old, upload=make_upload(content=other))

    assert refusal.value.field == "upload"
    old.refresh_from_db()
    assert old.replaced_by is None


def test_a_dossier_holds_no_more_than_its_share(cast, settings):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    first = make_evidence(cast.producer, actor=cast.officer, dossier=dossier)
    spare = make_evidence(cast.producer, actor=cast.officer)
    settings.DOSSIER_QUOTA_BYTES = first.size

    with pytest.raises(RuleViolation, match="không đủ chỗ"):
        make_evidence(cast.producer, actor=cast.officer, dossier=dossier)
    with pytest.raises(RuleViolation, match="không đủ chỗ"):
        services.cite(actor=cast.officer, dossier=dossier, evidence=spare)

    assert dossier.citations.count() == 1


@pytest.mark.parametrize("follows", [True, False])
def test_a_larger_version_must_fit_where_it_is_to_be_cited(cast, settings, follows):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    paper = make_evidence(cast.producer, actor=cast.officer, dossier=dossier)
    settings.DOSSIER_QUOTA_BYTES = paper.size
    larger = make_upload(content=another_pdf() + b"%" * 100)

    if follows:
        with pytest.raises(RuleViolation, match="không đủ chỗ"):
            services.replace_evidence(actor=cast.officer, evidence=paper, upload=larger)
    else:
        services.replace_evidence(actor=cast.officer, evidence=paper, upload=larger, follows=False)
        with pytest.raises(RuleViolation, match="không đủ chỗ"):
            services.follow_replacement(actor=cast.officer, evidence=paper)

    assert dossier.citations.get().evidence == paper


def with_set(cast):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    services.choose_criteria_set(actor=cast.officer, dossier=dossier, criteria_set=load_set("QD148-01"))
    dossier.refresh_from_db()
    return dossier, Criterion.objects.get(section__criteria_set=dossier.criteria_set, code="1a")


def test_a_paper_is_cited_for_a_criterion_and_cited_twice_is_once(cast):
    dossier, criterion = with_set(cast)
    paper = make_evidence(cast.producer, actor=cast.officer)

    for _turn in range(2):
        services.cite(actor=cast.producer_person, dossier=dossier, evidence=paper, criteria=[criterion])

    assert dossier.citations.count() == 1
    assert (last_event().verb, last_event().detail["criteria"]) == ("evidence.cite", ["1a"])
    file = queries.dossier_file(dossier)
    assert [row.pk for row in file.evidence_for("1a")] == [paper.pk]
    assert file.general_evidence == ()


def test_one_press_cites_a_paper_for_several_criteria(client, cast):
    dossier, first = with_set(cast)
    second = Criterion.objects.get(section__criteria_set=dossier.criteria_set, code="1b")
    paper = make_evidence(cast.producer, actor=cast.officer)
    client.force_login(cast.officer)

    send(client, url_of("evidence-cite", dossier.pk), evidence=paper.pk, criteria=[first.pk, second.pk])

    assert set(dossier.citations.values_list("criterion__code", flat=True)) == {"1a", "1b"}
    assert last_event().detail["criteria"] == ["1a", "1b"]
    send(client, url_of("evidence-cite", dossier.pk), evidence=paper.pk)
    assert dossier.citations.filter(criterion=None).count() == 1


def test_where_there_is_no_paper_to_choose_the_page_says_so(client, cast):
    dossier, _criterion = with_set(cast)
    client.force_login(cast.officer)

    page = client.get(url_of("evidence-cite", dossier.pk), follow=True)

    assert page.redirect_chain[0][0] == url_of("dossier-evidence", dossier.pk)
    assert "Chủ thể chưa có giấy tờ nào" in page.content.decode()


def test_a_long_list_of_criteria_is_folded_until_one_is_ticked(client, cast):
    dossier, criterion = with_set(cast)
    client.force_login(cast.officer)
    address = url_of("evidence-attach", dossier.pk)

    fresh = client.get(address)
    refused = send(client, address, criteria=[criterion.pk])

    assert "<details><summary>Chọn tiêu chí" in fresh.content.decode()
    assert "<details open><summary>Chọn tiêu chí" in refused.content.decode()


def test_a_criterion_of_another_set_is_refused(cast):
    dossier, _criterion = with_set(cast)
    other = Criterion.objects.filter(section__criteria_set=load_set("QD148-02")).first()

    with pytest.raises(RuleViolation, match="không thuộc bộ tiêu chí"):
        make_evidence(cast.producer, actor=cast.officer, dossier=dossier, criteria=[other])


def test_a_paper_of_another_producer_is_refused(cast):
    dossier, _criterion = with_set(cast)
    paper = make_evidence(cast.neighbour_producer, actor=cast.neighbour_officer)

    with pytest.raises(RuleViolation, match="của chủ thể khác"):
        services.cite(actor=cast.officer, dossier=dossier, evidence=paper)


def test_a_citation_is_taken_back_and_the_paper_stays(cast):
    dossier, criterion = with_set(cast)
    paper = make_evidence(cast.producer, actor=cast.officer, dossier=dossier, criteria=[criterion])
    citation = dossier.citations.get()

    services.uncite(actor=cast.officer, dossier=dossier, citation=citation)

    assert Evidence.objects.filter(pk=paper.pk).exists()
    assert (last_event().verb, last_event().detail["criterion"]) == ("evidence.uncite", "1a")
    with pytest.raises(RuleViolation, match="không còn trong hồ sơ"):
        services.uncite(actor=cast.officer, dossier=dossier, citation=citation)


def test_a_dossier_that_went_up_takes_no_papers(cast):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    paper = make_evidence(cast.producer, actor=cast.officer)

    for deed in (
        lambda: services.cite(actor=cast.officer, dossier=dossier, evidence=paper),
        lambda: make_evidence(cast.producer, actor=cast.officer, dossier=dossier),
        lambda: services.uncite(actor=cast.officer, dossier=dossier, citation=dossier.citations.first()),
    ):
        with pytest.raises(RuleViolation, match="Chờ tiếp nhận"):
            deed()


def test_a_newer_file_takes_the_place_of_an_older_one(cast):
    """In drafts at once; what went up keeps what was judged."""
    sent = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    old = sent.citations.get().evidence
    draft = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    services.cite(actor=cast.officer, dossier=draft, evidence=old)

    new = services.replace_evidence(
        actor=cast.officer, evidence=old, upload=make_upload("ban-moi.pdf"), expires_on=date(2030, 1, 1)
    )

    old.refresh_from_db()
    assert old.replaced_by == new
    assert (new.kind, new.title, new.file_name) == (old.kind, old.title, "ban-moi.pdf")
    assert Citation.objects.get(dossier=draft).evidence == new
    assert Citation.objects.get(dossier=sent).evidence == old
    assert [row.pk for row in queries.dossier_file(sent).evidence] == [old.pk]
    assert (last_event().verb, last_event().detail) == (
        "evidence.replace",
        {"replaces": old.pk, "citations": 1},
    )


def test_a_dossier_given_back_cites_the_newest_papers(cast):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    old = dossier.citations.get().evidence
    newer = services.replace_evidence(actor=cast.officer, evidence=old, upload=make_upload())
    newest = services.replace_evidence(actor=cast.officer, evidence=newer, upload=make_upload())

    services.return_dossier(actor=cast.district_officer, dossier=dossier, note="Giấy phép đã cũ")

    assert dossier.citations.get().evidence == newest


def test_a_paper_cited_in_both_versions_is_cited_once_after_all(cast):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    old = dossier.citations.get().evidence
    new = services.replace_evidence(actor=cast.officer, evidence=old, upload=make_upload())
    Citation.objects.create(dossier=dossier, evidence=new)

    services.return_dossier(actor=cast.district_officer, dossier=dossier, note="Giấy phép đã cũ")

    assert dossier.citations.get().evidence == new


def test_a_replaced_paper_is_neither_replaced_nor_cited_again(cast):
    old = make_evidence(cast.producer, actor=cast.officer)
    services.replace_evidence(actor=cast.officer, evidence=old, upload=make_upload())
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    with pytest.raises(RuleViolation, match="đã được thay"):
        services.replace_evidence(actor=cast.officer, evidence=old, upload=make_upload())
    old.refresh_from_db()
    with pytest.raises(RuleViolation, match="hãy dẫn bản mới"):
        services.cite(actor=cast.officer, dossier=dossier, evidence=old)


def test_the_district_reaches_papers_only_through_what_was_handed_in(cast):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    cited, spare = dossier.citations.get().evidence, make_evidence(cast.producer, actor=cast.officer)

    def seen(person):
        return set(Evidence.objects.visible_to(person))

    assert seen(cast.officer) == {cited, spare}
    assert seen(cast.district_officer) == set()
    services.submit_dossier(actor=cast.officer, dossier=dossier)
    assert seen(cast.district_officer) == {cited}
    assert seen(cast.other_district_officer) == set()
    assert seen(cast.neighbour_officer) == set()


def test_a_paper_that_ended_deserves_a_look(cast):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    make_evidence(
        cast.producer,
        actor=cast.officer,
        dossier=dossier,
        title="Phiếu kiểm nghiệm",
        expires_on=date(2020, 5, 1),
    )

    assert queries.worth_a_look(dossier) == [
        "“Phiếu kiểm nghiệm” đã hết hạn ngày 01/05/2020. Hãy tải bản mới."
    ]
