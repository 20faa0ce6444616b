from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registrations", "0024_answers_count_their_versions")]

    operations = [
        migrations.AddField(
            model_name="producerpost",
            name="end_told_on",
            field=models.DateField(editable=False, null=True),
        ),
    ]
