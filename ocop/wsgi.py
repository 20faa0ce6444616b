import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocop.settings")
application = get_wsgi_application()

from django.urls import reverse  # noqa: E402 -- apps must be ready

from ocop.documents.kinds import kinds  # noqa: E402 -- apps must be ready

# What cannot be loaded stops the start, not the officer who presses the button.
reverse("today")
kinds()

# The program itself is never garbage: without this, one request in eight waits a tenth of a second while the
# collector walks through all of it.
gc.collect()
gc.freeze()
