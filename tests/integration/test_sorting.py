"""Names stand in the order of the dictionary in the database too, and so do those that were there before."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db.models import F, Value
from django.db.models.functions import Replace

from ocop.core.text import sort_key
from ocop.localities.models import Place
from registrations.models import Dossier, Idea, Producer, Product
from registrations.services import update_registration_form
from tests.factories.ideas import make_idea
from tests.factories.registrations import make_product, start_dossier

pytestmark = pytest.mark.django_db
NAMES = ["Bưởi", "Bưởi 5 roi", "Bưởi da", "Bưởi đỏ", "Bưởi sấy", "Mít", "Mịt"]
MIGRATIONS = (
    "ocop.localities.migrations.0003_short_names_first",
    "registrations.migrations.0014_short_names_first",
)
SORTED = {Place: "name", Producer: "name", Product: "name", Idea: "product_name"}


def test_the_database_sorts_as_a_dictionary(cast):
    for name in reversed(NAMES):
        make_product(cast.producer, actor=cast.officer, name=name)

    found = Product.objects.filter(name__in=NAMES).order_by("sort_key").values_list("name", flat=True)

    assert list(found) == NAMES


def test_dossiers_sort_by_the_name_on_their_form(cast):
    for name in reversed(NAMES):
        start_dossier(cast.producer, cast.cycle_148, actor=cast.officer, name=name)
    renamed = Dossier.objects.get(product_name="Mịt")
    update_registration_form(actor=cast.officer, dossier=renamed, product_name="An xoa")

    found = Dossier.objects.order_by("sort_key").values_list("product_name", flat=True)

    assert list(found) == ["An xoa", *NAMES[:-1]]
    assert {row.commune_sort_key for row in Dossier.objects.all()} == {renamed.commune.sort_key}


def test_dossiers_of_before_get_their_keys(cast):
    plain = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    renamed = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    Dossier.objects.filter(pk=renamed.pk).update(product_name="Mít sấy")
    Dossier.objects.update(sort_key="", commune_sort_key="")

    import_module("registrations.migrations.0021_fill_sort_keys_of_dossiers").fill(apps, None)

    for dossier in Dossier.objects.filter(pk__in=[plain.pk, renamed.pk]):
        assert dossier.sort_key == sort_key(dossier.product_name)
        assert dossier.commune_sort_key == dossier.commune.sort_key


def test_keys_of_before_become_the_keys_of_today(cast):
    make_product(cast.producer, actor=cast.officer)
    make_idea(cast.places.old_my_hiep, cast.cycle_148, actor=cast.officer)
    for model in SORTED:
        assert model.objects.update(sort_key=Replace(F("sort_key"), Value(" "), Value("|"))) > 0

    for migration in MIGRATIONS:
        import_module(migration).rewrite(apps, None)

    for model, name in SORTED.items():
        assert all(key == sort_key(words) for key, words in model.objects.values_list("sort_key", name))
