"""Papers issued again after a reopening, and sheets of certificates given a new number, of before: the archive
is told which took the place of which.
"""

from django.db import migrations


def tell(apps, schema_editor):
    replacement = apps.get_model('documents', 'Replacement')
    pairs, latest = [], {}
    issued = apps.get_model('evaluations', 'PackPaper').objects.filter(issued__isnull=False)
    for session, kind, item, document in issued.order_by('pack__revision', 'position').values_list(
        'pack__session', 'kind', 'item', 'issued'
    ):
        if former := latest.get((session, kind, item)):
            pairs.append((former, document))
        latest[session, kind, item] = document
    reissued = apps.get_model('evaluations', 'Certificate').objects.exclude(reissue_reason='')
    pairs += reissued.filter(paper__isnull=False, replaced_by__paper__isnull=False).values_list(
        'paper', 'replaced_by__paper'
    )
    replacement.objects.bulk_create(replacement(former_id=former, newer_id=newer) for former, newer in pairs)


class Migration(migrations.Migration):

    dependencies = [
        ('evaluations', '0034_rules_for_the_ministrys_stars'),
        ('documents', '0009_replaced_papers'),
    ]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
