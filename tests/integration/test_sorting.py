"""Names stand in the order of the dictionary in the database too, and so do those that were there before."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db.models import F, Value
from django.db.models.functions import Replace

from ocop.core.text import sort_key
from ocop.localities.models import Place
from registrations.models import Idea, Producer, Product
from tests.factories.ideas import make_idea
from tests.factories.registrations import make_product

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


def test_keys_of_before_become_the_keys_of_today(cast):
    make_product(cast.producer, actor=cast.officer)
    make_idea(cast.places.old_my_hiep, cast.cycle_148, actor=cast.officer)
    for model in SORTED:
        assert model.objects.update(sort_key=Replace(F("sort_key"), Value(" "), Value("|"))) > 0

    for migration in MIGRATIONS:
        import_module(migration).rewrite(apps, None)

    for model, name in SORTED.items():
        assert all(key == sort_key(words) for key, words in model.objects.values_list("sort_key", name))
