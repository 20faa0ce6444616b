"""What tests of the way of a dossier ask: what was recorded, who was told, and a scored dossier."""

from ocop.audit.models import Event
from ocop.notifications.models import Notice
from registrations import services
from tests.factories.registrations import accepted_dossier


def verbs(dossier):
    return list(
        Event.objects.filter(subject_id=dossier.pk, verb__startswith="dossier.")
        .order_by("pk")
        .values_list("verb", flat=True)
    )


def told(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("text", flat=True))


def scored(cast):
    dossier = accepted_dossier(
        cast.producer, cast.cycle_148, actor=cast.officer, officer=cast.district_officer
    )
    services.schedule_dossier(actor=cast.district_officer, dossier=dossier)
    return services.mark_scored(actor=cast.district_officer, dossier=dossier)
