"""Tell the recorded options of before from those of the majority: by the trail, which names after every record
all options that the product had then.

What was recorded before a reopening went with it, so that only the records since count.
"""

from django.db import migrations


def tell_apart(apps, schema_editor):
    agreed, item = apps.get_model('evaluations', 'AgreedOption'), apps.get_model('evaluations', 'Item')
    event, reopening = apps.get_model('audit', 'Event'), apps.get_model('evaluations', 'Reopening')
    for key, session in item.objects.filter(agreed_options__isnull=False).distinct().values_list('pk', 'session'):
        records = event.objects.filter(
            verb='session.agree',
            subject_id=key,
            subject_type__app_label='evaluations',
            subject_type__model='item',
        )
        opened = reopening.objects.filter(session=session, results__item=key).order_by('-reopened_at').first()
        if opened:
            records = records.filter(at__gt=opened.reopened_at)
        told = records.order_by('-at', '-pk').values_list('after', flat=True).first() or {}
        rest = agreed.objects.filter(item=key).exclude(criterion__code__in=list(told.get('options', {})))
        rest.update(is_recorded=False)


class Migration(migrations.Migration):

    dependencies = [('evaluations', '0030_options_of_the_majority'), ('audit', '0002_append_only')]

    operations = [migrations.RunPython(tell_apart, migrations.RunPython.noop)]
