"""The letter that a class was invited with before letters were rows of their own, and whom it named: who had
a seat and was named until then.
"""

from django.db import migrations

SEATED = ("seated", "confirmed")


def write_down(apps, schema_editor):
    letters = apps.get_model("trainings", "Invitation").objects
    people = apps.get_model("trainings", "Nomination").objects
    invited = apps.get_model("trainings", "TrainingClass").objects.filter(invitation__isnull=False)
    for training in invited.select_related("invitation").iterator():
        letter = letters.create(
            training=training,
            number=training.invitation_number,
            dated_on=training.invited_on,
            paper=training.invitation,
        )
        named = people.filter(training=training, state__in=SEATED)
        named.filter(nominated_at__lte=training.invitation.issued_at).update(invitation=letter)


def take_back(apps, schema_editor):
    apps.get_model("trainings", "Nomination").objects.update(invitation=None)
    apps.get_model("trainings", "Invitation").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("trainings", "0004_letters_of_a_class")]

    operations = [migrations.RunPython(write_down, take_back)]
