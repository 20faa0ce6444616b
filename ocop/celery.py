"""The background worker and the clock that wakes it. Tasks do their work in `services`; see
`ocop.core.jobs`.
"""

import os

from celery import Celery
from celery.schedules import crontab

from ocop.core.broker import stand_in

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocop.settings")

stand_in()
app = Celery("ocop")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "free-lost-document-jobs": {"task": "documents.sweep", "schedule": 30.0},
    "forget-old-pages": {"task": "documents.forget_pages", "schedule": crontab(hour=3, minute=30)},
    "forget-old-drafts": {"task": "ui.forget_drafts", "schedule": crontab(hour=3, minute=20)},
    "remind-of-terms": {"task": "registrations.remind_of_terms", "schedule": crontab(hour="7-16", minute=5)},
    "tell-of-ended-posts": {
        "task": "registrations.tell_of_ended_posts",
        "schedule": crontab(hour="0,7", minute=25),
    },
    "remind-of-expiry": {"task": "evaluations.remind_of_expiry", "schedule": crontab(hour=7, minute=40)},
    "remind-of-files": {"task": "evaluations.remind_of_files", "schedule": crontab(hour="7,13", minute=15)},
    "count-what-changed": {"task": "reports.count_what_changed", "schedule": 60.0},
    "open-reports": {"task": "plans.open_reports", "schedule": crontab(hour=6, minute=10)},
    "remind-of-reports": {"task": "plans.remind_of_reports", "schedule": crontab(hour=7, minute=20)},
    "forget-old-forms": {"task": "ui.forget_receipts", "schedule": crontab(hour=3, minute=10)},
}
