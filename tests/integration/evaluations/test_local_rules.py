"""A province's own checklist and share of proofs, from a day on; as many findings as a visit needs."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from evaluations.models import Finding, Inspection, LocalRule
from evaluations.queries.local_rules import checklist_at, local_rule_at, proofs_at
from evaluations.rules.inspections import CHECKLIST, CODES
from evaluations.services import inspections
from evaluations.services.authority import NotAllowed
from evaluations.services.local_rules import set_local_rule
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from tests.factories.certificates import make_certificate

RULE = {"keeping": "Còn sản xuất", "mark": "Nhãn đúng", "site": "Có nội quy\n\nCó tủ thuốc"}
RULE |= {"proof_share": 10, "least_proofs": 1, "note": "01/QĐ"}


def set_rule(cast, **changes):
    fields = {"province": cast.places.province, "used_from": clock.today()} | RULE
    return set_local_rule(actor=cast.administrator, **fields | changes)


@pytest.fixture
def visit(cast):
    certificate = make_certificate(cast)
    (made,) = inspections.plan_inspections(
        actor=cast.province_officer, certificates=[certificate], planned_on=clock.today(), people="Đoàn"
    )
    return made


def test_a_rule_holds_from_its_day_on_in_its_province(cast):
    home, today = cast.places.my_hiep, clock.today()
    assert (checklist_at(home), proofs_at(home, 40)) == (CHECKLIST, 3)
    with pytest.raises(NotAllowed):
        set_local_rule(actor=cast.province_officer, province=cast.places.province, used_from=today, **RULE)
    with pytest.raises(RuleViolation) as refusal:
        set_rule(cast, used_from=today - timedelta(days=1))
    assert refusal.value.field == "used_from"

    set_rule(cast)
    set_rule(cast, used_from=today + timedelta(days=1), proof_share=2)
    assert [one.words for one in checklist_at(home)] == ["Còn sản xuất", "Nhãn đúng"]
    assert proofs_at(home, 40) == 4
    assert local_rule_at(home, today + timedelta(days=1)).proof_share == 2
    assert local_rule_at(cast.places.old_my_hiep, today) == local_rule_at(home, today)
    assert Event.objects.filter(verb="local_rule.set").count() == 2


def test_a_visit_keeps_the_questions_that_were_asked(cast, visit):
    rule = set_rule(cast)
    answers = {"keeping-1": "yes", "mark-1": "yes"}
    with pytest.raises(RuleViolation, match="chưa trả lời"):
        inspections.record_inspection(
            actor=cast.province_officer,
            inspection=visit,
            visited_on=clock.today(),
            answers=dict.fromkeys(CODES, "yes"),
            conclusion="Đạt",
        )
    done = inspections.record_inspection(
        actor=cast.province_officer,
        inspection=visit,
        visited_on=clock.today(),
        answers=answers,
        conclusion="Đạt",
    )

    assert (done.asked_by, done.answers) == (rule, answers)
    with pytest.raises(RuleViolation, match="đã được dùng"):
        set_rule(cast, keeping="Câu khác")


def test_the_form_takes_as_many_findings_as_there_are(client, cast, visit):
    client.force_login(cast.province_officer)
    address = reverse("evaluations:inspection-record", args=[visit.pk])
    shown = client.get(address).content.decode()
    buttons = [shown.index(f"{words}</button>") for words in ("Ghi kết quả", "Thêm điều cần khắc phục")]
    assert buttons == sorted(buttons), "Enter records, it does not ask for more"
    day = f"{clock.today() + timedelta(days=9):%d/%m/%Y}"
    typed = {f"q-{code}": "no" for code in CODES} | {
        "visited_on": f"{clock.today():%d/%m/%Y}",
        "conclusion": "Nhiều điều chưa đạt",
        "finding_1": "Điều 1",
        "fix_by_1": day,
    }
    for number in (4, 5):
        page = client.get(address).context["form"]
        sent = typed | {"findings": page["findings"].value(), "more": "1", "form_key": str(uuid4())}
        assert client.post(address, sent)["Location"] == f"{address}#id_finding_{number}"
    form = client.get(address).context["form"]
    assert form["finding_1"].value() == "Điều 1"
    assert form["finding_5"].value() in (None, "")
    assert "finding_6" not in form.fields

    rest = {f"finding_{n}": f"Điều {n}" for n in range(2, 6)} | {f"fix_by_{n}": day for n in range(2, 6)}
    sent = typed | rest | {"findings": "5", "version": "1", "form_key": str(uuid4())}
    assert client.post(address, sent).status_code == 302
    assert Finding.objects.count() == 5
    assert Inspection.objects.get().state == "done"


def test_the_page_of_the_rules(client, cast):
    client.force_login(cast.administrator)
    address = reverse("evaluations:local-rule-set")
    start = client.get(address).context["form"].initial
    assert (start["proof_share"], start["keeping"].count("\n")) == (20, 4)
    typed = RULE | {"province": cast.places.province.pk, "form_key": str(uuid4())}
    refused = client.post(address, typed | {"used_from": "31/02/2027", "keeping": "x" * 301})
    assert refused.status_code == 422
    assert {"used_from", "keeping"} == set(refused.context["form"].errors)
    typed["form_key"] = str(uuid4())
    done = client.post(address, typed | {"used_from": f"{clock.today():%d/%m/%Y}"}, follow=True)
    page = done.content.decode()
    assert "Còn sản xuất" in page
    assert "Có tủ thuốc" in page
    assert "In thử một trên 10 giấy" in page
    assert LocalRule.objects.count() == 1
