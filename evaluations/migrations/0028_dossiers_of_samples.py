"""Each line of the custody log takes the dossier of its product."""

from django.db import migrations, models


def take_from_the_agenda(apps, schema_editor):
    Item = apps.get_model("evaluations", "Item")
    dossier = Item.objects.filter(pk=models.OuterRef("item")).values("dossier")
    apps.get_model("evaluations", "SampleStep").objects.update(dossier=models.Subquery(dossier))


class Migration(migrations.Migration):

    dependencies = [('evaluations', '0027_samples_know_their_dossier')]

    operations = [migrations.RunPython(take_from_the_agenda, migrations.RunPython.noop)]
