import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocop.settings")
application = get_wsgi_application()

from ocop.documents.kinds import kinds  # noqa: E402 -- apps must be ready

kinds()  # what cannot be loaded stops the start, not the officer who presses the button
