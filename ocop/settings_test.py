"""The portal's settings, faster and quieter; never different."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests")
_own = tempfile.mkdtemp(prefix="ocop-test-")
atexit.register(shutil.rmtree, _own, ignore_errors=True)
os.environ.setdefault("DATA_DIR", _own)

from ocop.settings import *  # noqa: E402, F403 -- the environment must be filled first
from ocop.settings import DATA_DIR, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
ALLOWED_HOSTS = ["*"]
WHITENOISE_AUTOREFRESH = True
Path(DATA_DIR).mkdir(parents=True, exist_ok=True)
