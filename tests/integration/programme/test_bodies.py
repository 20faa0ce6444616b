"""Bodies: who writes them down, which rights follow, and who is missing."""

from datetime import timedelta

import pytest

from ocop.access.scope import Post
from ocop.accounts.models import Membership
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.core.roles import Role
from ocop.programme import services
from ocop.programme.choices import BodyKind
from ocop.programme.models import Body
from ocop.programme.queries.bodies import gaps_of, rights_left_over, units_without_officer
from tests.factories.accounts import make_person

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


@pytest.fixture
def body(cast):
    """The officer in charge of Mỹ Thọ as it is today, by its own decision."""
    return services.set_up_body(
        actor=cast.province_officer,
        unit=cast.places.my_tho,
        kind=BodyKind.OFFICER_IN_CHARGE,
        decision_number="7/QĐ-UBND",
        decided_on=clock.today() - YEAR,
        starts_on=clock.today() - YEAR,
        papers_at="Tủ 1",
    )


def name(cast, body, person, **fields):
    return services.add_member(
        actor=cast.province_officer,
        body=body,
        full_name=str(person),
        person=person,
        seat="Cán bộ phụ trách",
        starts_on=clock.today() - timedelta(days=30),
        **fields,
    )


def test_a_name_in_a_body_opens_nothing_until_an_administrator_says_so(cast, body):
    person = make_person("Cán bộ mới", home=cast.places.my_tho)
    member = name(cast, body, person)

    assert person.posts() == ()
    with pytest.raises(RuleViolation):
        services.give_access(actor=cast.province_officer, member=member)
    with pytest.raises(RuleViolation, match="Không ai tự"):
        own = services.set_up_body(
            actor=cast.administrator,
            unit=cast.places.province,
            kind=BodyKind.TEAM,
            decision_number="1/QĐ",
            decided_on=clock.today(),
            starts_on=clock.today(),
        )
        services.give_access(actor=cast.administrator, member=name(cast, own, cast.administrator))

    services.give_access(actor=cast.administrator, member=member)
    person.refresh_from_db()
    assert [(post.role, post.path) for post in person.posts()] == [
        (Role.COMMUNE_OFFICER, cast.places.my_tho.path)
    ]
    assert isinstance(person.posts()[0], Post)

    services.end_member(actor=cast.administrator, member=member, ends_on=clock.today() - timedelta(days=1))
    person.refresh_from_db()
    assert person.posts() == ()
    assert {"body.create", "body.add", "body.access", "body.end", "post.give", "post.end"} <= set(
        Event.objects.values_list("verb", flat=True)
    )


@pytest.mark.parametrize("kind", [BodyKind.STEERING, BodyKind.ADVISORY])
def test_from_committees_and_advisory_teams_no_right_follows(cast, kind):
    body = services.set_up_body(
        actor=cast.province_officer,
        unit=cast.places.province,
        kind=kind,
        decision_number="9/QĐ-UBND",
        decided_on=clock.today(),
        starts_on=clock.today(),
    )
    member = name(cast, body, cast.nobody)

    with pytest.raises(RuleViolation, match="không kèm quyền"):
        services.give_access(actor=cast.administrator, member=member)
    assert not Membership.objects.filter(user=cast.nobody).exists()


def test_a_commune_without_an_officer_is_shown_to_the_level_above(cast, body):
    today, places = clock.today(), cast.places
    before = set(units_without_officer(cast.province_officer, on=today))
    member = name(cast, body, cast.new_neighbour_officer, phone="0277 000 000")
    named = set(units_without_officer(cast.province_officer, on=today))
    services.give_access(actor=cast.administrator, member=name(cast, _team(cast), cast.nobody))

    with pytest.raises(RuleViolation, match="đang là cán bộ phụ trách"):
        name(cast, body, cast.nobody)
    held = cast.new_neighbour_officer.memberships.get()
    assert services.give_access(actor=cast.administrator, member=member).post == held, "not a second one"
    services.end_member(actor=cast.province_officer, member=member, ends_on=today - timedelta(days=1))
    left = set(units_without_officer(cast.province_officer, on=today))

    assert before - named == {places.my_tho}
    assert left == before
    assert [gap.last for gap in gaps_of([places.my_tho])] == [member]
    assert not units_without_officer(cast.new_officer, on=today).exists()
    assert not units_without_officer(cast.foreign_province_officer, on=today).filter(
        path__startswith=places.province.path
    )


def test_a_sign_in_that_is_closed_counts_as_left_and_rights_left_over_are_shown(cast, body):
    member = name(cast, body, make_person("Cán bộ mới", home=cast.places.my_tho))
    services.give_access(actor=cast.administrator, member=member)
    day = clock.today()
    member.person.is_active = False
    member.person.save()
    assert cast.places.my_tho in units_without_officer(cast.province_officer, on=day)

    services.end_member(actor=cast.province_officer, member=member, ends_on=day - timedelta(days=2))

    assert list(rights_left_over(cast.administrator, on=day)) == [member]
    assert not rights_left_over(cast.province_officer, on=day).exists()


def test_a_neighbour_neither_sees_nor_writes(cast, body):
    assert not Body.objects.visible_to(cast.new_officer).exists()
    with pytest.raises(RuleViolation, match="Bạn không ghi bộ máy của xã Mỹ Thọ"):
        services.change_body(
            actor=cast.new_officer,
            body=body,
            name="",
            decision_number="8",
            decided_on=clock.today(),
            papers_at="",
        )
    with pytest.raises(RuleViolation, match="đang có Cán bộ phụ trách OCOP"):
        services.set_up_body(
            actor=cast.new_neighbour_officer,
            unit=cast.places.my_tho,
            kind=BodyKind.OFFICER_IN_CHARGE,
            decision_number="7",
            decided_on=clock.today(),
            starts_on=clock.today(),
        )


def _team(cast) -> Body:
    return services.set_up_body(
        actor=cast.province_officer,
        unit=cast.places.province,
        kind=BodyKind.TEAM,
        decision_number="2/QĐ-UBND",
        decided_on=clock.today(),
        starts_on=clock.today() - YEAR,
    )
