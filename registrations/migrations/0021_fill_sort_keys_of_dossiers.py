"""Give the dossiers at hand their keys: most have the name of their product, the others one of their own."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery

from ocop.core.text import sort_key


def fill(apps, schema_editor):
    dossiers = apps.get_model("registrations", "Dossier").objects
    places = apps.get_model("localities", "Place").objects.filter(pk=OuterRef("commune"))
    products = apps.get_model("registrations", "Product").objects.filter(pk=OuterRef("product"))
    dossiers.update(commune_sort_key=Subquery(places.values("sort_key")))
    named = dossiers.filter(product__name=F("product_name")).values("pk")
    dossiers.filter(pk__in=named).update(sort_key=Subquery(products.values("sort_key")))
    for dossier in dossiers.exclude(pk__in=named).only("product_name").iterator(chunk_size=1000):
        dossiers.filter(pk=dossier.pk).update(sort_key=sort_key(dossier.product_name))


class Migration(migrations.Migration):
    dependencies = [("registrations", "0020_sort_keys_of_dossiers"), ("localities", "0003_short_names_first")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
