"""What stars a result of the ministry may have: those that its paper names, or what the province makes of it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evaluations', '0033_former_stars_of_the_ministry'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='ministryresult',
            name='ministry_stars_follow_points',
        ),
        migrations.AddConstraint(
            model_name='ministryresult',
            constraint=models.CheckConstraint(condition=models.Q(('stars__isnull', True), models.Q(('named_stars', 5), ('named_stars__isnull', False), ('stars', 5)), ('stars__in', (0, 3, 4)), _connector='OR'), name='ministry_stars_follow_points'),
        ),
        migrations.AddConstraint(
            model_name='ministryresult',
            constraint=models.CheckConstraint(condition=models.Q(('stars__isnull', True), ('named_stars__isnull', True), ('stars__lte', models.F('named_stars')), _connector='OR'), name='ministry_stars_within_the_named'),
        ),
        migrations.AddConstraint(
            model_name='ministryresult',
            constraint=models.CheckConstraint(condition=models.Q(('named_stars__isnull', True), models.Q(('named_stars', 5), ('points__gte', 90)), ('named_stars__in', (3, 4)), _connector='OR'), name='ministry_names_five_from_90'),
        ),
        migrations.AddConstraint(
            model_name='ministryresult',
            constraint=models.CheckConstraint(condition=models.Q(('points__lt', 90), models.Q(('named_stars', 5), ('named_stars__isnull', False)), models.Q(('named_because', ''), _negated=True), _connector='OR'), name='ministry_below_five_for_a_reason'),
        ),
    ]
