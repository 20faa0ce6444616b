"""The coach on the pages of a dossier: what it says of the saved marks and of those being filled in."""

import pytest
from django.urls import reverse

from ocop.law.queries import tree_of
from ocop.law.rules import maximum_path
from registrations import services
from registrations.queries.coach import coaching_for
from tests.factories.law import load_set
from tests.factories.registrations import accepted_dossier, fresh, start_dossier

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def dossier(cast):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    services.choose_criteria_set(actor=cast.officer, dossier=dossier, criteria_set=load_set("QD148-01"))
    return fresh(dossier)


def score(cast, dossier, claims):
    services.save_self_scores(
        actor=cast.officer, dossier=fresh(dossier), claims={code: (at, "") for code, at in claims.items()}
    )
    return fresh(dossier)


def page_of(client, person, name, dossier, **asked):
    client.force_login(person)
    return client.get(reverse(f"registrations:{name}", args=[dossier.pk]), asked)


def test_following_the_coach_reaches_its_star(cast, dossier):
    dossier = score(cast, dossier, {"1a": 1, "4a": 2})
    plan = coaching_for(dossier, aim=4).plan

    done = score(cast, dossier, {step.criterion.code: step.target.position for step in plan.steps})

    assert coaching_for(done).score.stars == 4
    assert coaching_for(done, aim=4).plan.steps == ()
    assert coaching_for(done).aim == 5


def test_a_full_sheet_has_nothing_left_to_aim_at(cast, dossier):
    done = score(cast, dossier, maximum_path(tree_of(dossier.criteria_set)))

    coaching = coaching_for(done)

    assert (coaching.score.stars, coaching.score.missed, coaching.aim, coaching.plan) == (5, 0, None, None)


def test_points_without_the_minima_say_how_many_are_missed(cast, dossier):
    marks = maximum_path(tree_of(dossier.criteria_set)) | {"4a": 1}

    score = coaching_for(dossier, marks=marks).score

    assert (score.by_points, score.stars, score.missed) == (5, 4, 1)


def test_without_a_set_there_is_no_coach(cast):
    assert coaching_for(start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)) is None


def test_the_card_links_each_step_to_its_criterion(client, cast, dossier):
    dossier = score(cast, dossier, {"1a": 1, "4a": 2})
    first = coaching_for(dossier).plan.steps[0].criterion

    on_dossier = page_of(client, cast.officer, "dossier-detail", dossier).content.decode()
    on_scores = page_of(client, cast.officer, "dossier-scores", dossier).content.decode()

    assert "Còn thiếu gì để đạt 3 sao?" in on_dossier
    assert f'href="/ho-so/{dossier.pk}/tu-cham/#tieu-chi-{first.code}"' in on_dossier
    assert f'href="#tieu-chi-{first.code}"' in on_scores
    assert f'id="tieu-chi-{first.code}"' in on_scores
    assert first.evidence[0] in on_scores


def test_another_star_is_chosen_by_a_link(client, cast, dossier):
    dossier = score(cast, dossier, {"1a": 1})

    page = page_of(client, cast.officer, "dossier-scores", dossier, sao="5")

    assert "Còn thiếu gì để đạt 5 sao?" in page.content.decode()
    assert [pill.is_current for pill in page.context["page"].aims] == [False, False, True]


def test_a_tick_is_counted_before_it_is_saved(client, cast, dossier):
    dossier = score(cast, dossier, {"1a": 1})

    client.force_login(cast.officer)
    answer = client.get(
        reverse("registrations:dossier-scores", args=[dossier.pk]), {"o_1a": "3", "o_4a": "2"}, **HTMX
    )

    text = answer.content.decode()
    assert text.lstrip().startswith('<div class="score-bar"')
    assert 'id="tro-ly-sao"' in text and 'hx-swap-oob="true"' in text
    assert "Chưa lưu." in text
    assert dict(fresh(dossier).self_scores.values_list("criterion__code", "option__position"))["1a"] == 1


def test_ticks_in_the_address_are_filled_in_and_strange_ones_left_out(client, cast, dossier):
    page = page_of(client, cast.officer, "dossier-scores", dossier, o_1a="2", o_4a="99", sao="7")

    form = page.context["form"]
    assert (form["o_1a"].value(), form["o_4a"].value()) == ("2", "")
    assert page.context["page"].aim is None


def test_a_reader_from_above_is_not_coached(client, cast):
    accepted = accepted_dossier(
        cast.producer, cast.cycle_148, actor=cast.officer, officer=cast.district_officer
    )

    page = page_of(client, cast.district_officer, "dossier-detail", accepted)

    assert page.status_code == 200
    assert "tro-ly-sao" not in page.content.decode()
