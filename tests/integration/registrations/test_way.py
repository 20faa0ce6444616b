"""Where a dossier is, drawn: the panel, the path, the tag of its term."""

from datetime import date

import pytest
from freezegun import freeze_time

from ocop.core.roles import Level
from ocop.ui.parts import Days, Status
from registrations import queries, services
from registrations.choices import DossierState, RegistrationType
from registrations.models import Dossier
from tests.factories.law import load_holidays
from tests.factories.registrations import accepted_dossier, complete_dossier, fresh, submitted_dossier
from tests.kept import kept

S = DossierState


def tag_of(dossier):
    row = queries.dossier_rows(Dossier.objects.filter(pk=dossier.pk)).get()
    return queries.due_status(row, queries.calendar_for([row]))


@kept
def reviewed(cast):
    """Handed in to the commune on Friday 30/10/2026; fifteen working days end on 20/11."""
    load_holidays()
    with freeze_time("2026-10-30 02:00"):
        dossier = complete_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)
        return services.hand_in_dossier(actor=cast.new_producer_person, dossier=dossier)


@pytest.mark.parametrize(
    ("now", "used", "verdict", "late", "tag"),
    [
        ("2026-10-30 03:00", 0, "Còn 15 ngày làm việc (hạn 20/11/2026).", False, ("plain", "Hạn 20/11/2026")),
        (
            "2026-11-17 03:00",
            12,
            "Còn 3 ngày làm việc (hạn 20/11/2026).",
            False,
            ("act", "Còn 3 ngày làm việc"),
        ),
        ("2026-11-20 03:00", 15, "Hết hạn hôm nay (20/11/2026).", False, ("act", "Hết hạn hôm nay")),
        (
            "2026-11-21 03:00",
            15,
            "Quá hạn 1 ngày làm việc (hạn 20/11/2026).",
            True,
            ("bad", "Quá hạn 1 ngày làm việc"),
        ),
        (
            "2026-11-24 03:00",
            17,
            "Quá hạn 2 ngày làm việc (hạn 20/11/2026).",
            True,
            ("bad", "Quá hạn 2 ngày làm việc"),
        ),
    ],
)
def test_the_term_of_the_commune_runs_in_working_days(reviewed, now, used, verdict, late, tag):
    with freeze_time(now):
        where, status = queries.where_of(reviewed), tag_of(reviewed)

    assert (where.days, where.verdict, where.is_late) == (Days(used, 15), verdict, late)
    assert where.holder == "UBND xã Mỹ Hiệp"
    assert status == Status(tag[0], "error" if tag[0] == "bad" else "clock", tag[1])


def test_what_is_over_its_term_is_found(cast, reviewed):
    with freeze_time("2026-11-20 03:00"):
        assert not queries.overdue(Dossier.objects.visible_to(cast.new_officer)).exists()
    with freeze_time("2026-11-21 03:00"):
        assert list(queries.overdue(Dossier.objects.visible_to(cast.new_officer))) == [reviewed]


def test_the_term_of_a_renewal_runs_in_days(cast):
    with freeze_time("2026-11-02 02:00"):
        dossier = accepted_dossier(
            cast.new_producer,
            cast.cycle_26,
            actor=cast.new_officer,
            officer=cast.province_officer,
            registration_type=RegistrationType.REASSESSMENT,
        )
    with freeze_time("2026-11-12 02:00"):
        where = queries.where_of(dossier)

    assert dossier.due_on == date(2026, 12, 17)
    assert (where.days, where.term) == (Days(10, 45, "ngày"), "Thời hạn 45 ngày")
    with freeze_time("2026-12-19 02:00"):
        assert tag_of(dossier) == Status("bad", "error", "Quá hạn 2 ngày")


PATH_148 = [
    "Lập hồ sơ",
    "Xã kiểm tra và gửi",
    "Cấp huyện tiếp nhận, kiểm tra",
    "Hội đồng cấp huyện chấm",
    "UBND cấp huyện quyết định",
]
PROVINCE = ["Cấp tỉnh tiếp nhận, kiểm tra", "Hội đồng cấp tỉnh chấm", "UBND cấp tỉnh quyết định"]


@pytest.mark.parametrize(
    ("state", "level", "stations", "here"),
    [
        (S.DRAFT, Level.COMMUNE, PATH_148, 0),
        (S.RETURNED, Level.DISTRICT, PATH_148, 0),
        (S.COMMUNE_REVIEW, Level.COMMUNE, PATH_148, 1),
        (S.SUBMITTED, Level.DISTRICT, PATH_148, 2),
        (S.ACCEPTED, Level.DISTRICT, PATH_148, 3),
        (S.SCHEDULED, Level.DISTRICT, PATH_148, 3),
        (S.SCORED, Level.DISTRICT, PATH_148, 4),
        (S.SUBMITTED, Level.PROVINCE, PATH_148 + PROVINCE, 5),
        (S.SCORED, Level.PROVINCE, PATH_148 + PROVINCE, 7),
        (S.MINISTRY, Level.MINISTRY, [*PATH_148, *PROVINCE, "Bộ đánh giá 5 sao"], 8),
        (S.RECOGNISED, Level.DISTRICT, PATH_148, None),
        (S.NOT_RECOGNISED, Level.DISTRICT, PATH_148, None),
        (S.REJECTED, Level.DISTRICT, PATH_148, None),
        (S.WITHDRAWN, Level.DISTRICT, PATH_148, None),
    ],
)
def test_a_dossier_stands_at_one_station(cast, state, level, stations, here):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    stars = 3 if state == S.RECOGNISED else None
    Dossier.objects.filter(pk=dossier.pk).update(state=state, level=level, stars=stars)

    steps = queries.steps_of(fresh(dossier))

    assert [step.label for step in steps] == stations
    assert [n for n, step in enumerate(steps) if step.state == "now"] == ([] if here is None else [here])
    finished = state in (S.RECOGNISED, S.NOT_RECOGNISED)
    assert all(step.state == "done" for step in steps) == finished


@pytest.mark.parametrize(
    ("state", "holder"),
    [
        (S.DRAFT, "UBND xã Mỹ Hiệp"),
        (S.SUBMITTED, "Cơ quan OCOP cấp huyện"),
        (S.SCHEDULED, "Hội đồng cấp huyện"),
        (S.SCORED, "UBND cấp huyện, chờ quyết định"),
        (S.MINISTRY, "Bộ Nông nghiệp và Môi trường"),
        (S.WITHDRAWN, "Xong"),
    ],
)
def test_who_has_it_is_said(cast, state, holder):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    Dossier.objects.filter(pk=dossier.pk).update(state=state)

    assert queries.holder_of(fresh(dossier)) == holder
