"""The papers of a settlement, as files that are added and never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ocop.core.guards import Guard, put_up, take_down

TABLE = "budgets_settlementpaper"


def guards():
    yield Guard(f"{TABLE}_stays", TABLE, "BEFORE UPDATE")
    yield Guard(f"{TABLE}_is_kept", TABLE, "BEFORE DELETE")


class Migration(migrations.Migration):

    dependencies = [
        ('budgets', '0004_sheets'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SettlementPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(editable=False, max_length=120, upload_to='')),
                ('file_name', models.CharField(editable=False, max_length=200)),
                ('content_type', models.CharField(editable=False, max_length=100)),
                ('size', models.PositiveIntegerField(editable=False)),
                ('sha256', models.CharField(editable=False, max_length=64)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                ('settlement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='budgets.settlement')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('settlement', 'sha256'), name='one_paper_per_settlement')],
            },
        ),
        migrations.RunPython(put_up(guards), take_down(guards)),
    ]
