"""All settings. The only reader of the environment; safe by default. Every variable is listed in
`.env.example`.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from whitenoise.compress import Compressor

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- What the environment decides -------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
"""Where citizens reach the portal: the address inside every QR code."""
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))
"""Folder of the embedded database and broker, and of uploads and issued papers."""
DEMO = env.bool("DEMO", default=False)
"""A demo world with open sign-ins, marked on every page; `check --deploy` refuses it."""
DATABASE_URL = env.str("DATABASE_URL", default="")
REDIS_URL = env.str("REDIS_URL", default="")
BEHIND_TLS_PROXY = env.bool("BEHIND_TLS_PROXY", default=False)
"""True where a reverse proxy ends TLS and sets X-Forwarded-Proto and X-Forwarded-For."""
CHECK_SIGNING_KEY = env.str("CHECK_SIGNING_KEY", default="")
"""The secret that signs the slips in QR codes. Empty, it grows from `SECRET_KEY`: then a new `SECRET_KEY`
makes printed codes fail the check without a network.
"""
SUPPORT_PHONE = env.str("SUPPORT_PHONE", default="")
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="ocop@localhost")

# --- Applications -----------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "ocop.ui",
    "ocop.localities",
    "ocop.law",
    "ocop.audit",
    "ocop.accounts",
    "ocop.programme",
    "ocop.notifications",
    "ocop.documents",
    "ocop.exports",
    "ocop.imports",
    "registrations",
    "evaluations",
    "budgets",
    "trainings",
    "plans",
    "catalogue",
    "reports",
    "ocop.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "ocop.audit.middleware.RequestIdMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ocop.ui.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ocop.ui.middleware.DraftMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "ocop.accounts.middleware.SessionLimitMiddleware",
    "ocop.accounts.middleware.PasswordChangeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "ocop.urls"
WSGI_APPLICATION = "ocop.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "ocop.navigation.portal",
            ],
            "builtins": [
                "ocop.ui.templatetags.portal",
                "ocop.ui.templatetags.pictures",
                "django.templatetags.i18n",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Data -------------------------------------------------------------------------------------------------
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if DATABASE_URL:
    DATABASES = {"default": env.db_url("DATABASE_URL")}
    if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(
            "DATABASE_URL must name a PostgreSQL database; leave it out for the embedded one."
        )
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    # The disks of today: else the planner reads and sorts whole tables where an index alone answers. And no
    # machine code for a query: to make it takes longer than any list of the portal.
    planner = "-c random_page_cost=1.1 -c jit=off"
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", planner)
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "portal.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-65536;"
                    "PRAGMA mmap_size=268435456;PRAGMA temp_store=MEMORY"
                ),
            },
        }
    }

if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": DATA_DIR / "cache",
        }
    }

MEDIA_ROOT = DATA_DIR / "files"
"""Uploads and issued papers. Never served by address: each download passes `visible_to`."""
PAGES_DIR = DATA_DIR / "pages"
"""Pages of stored files as pictures; it may be emptied at any time."""
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "ttf")
"""The print fonts are read from the disk by whoever prints; no page asks for them."""
FILE_UPLOAD_HANDLERS = [
    "ocop.core.uploads.handler.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
CSRF_FAILURE_VIEW = "ocop.ui.views.drafts.csrf_refused"
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# --- Background work --------------------------------------------------------------------------------------
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
else:
    CELERY_BROKER_URL = "filesystem://localhost"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(DATA_DIR / "broker" / "queue"),
        "data_folder_out": str(DATA_DIR / "broker" / "queue"),
        "control_folder": str(DATA_DIR / "broker" / "control"),
        "polling_interval": 0.02,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 570
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"

# --- People -----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "ocop.accounts.passwords.LocalCommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "accounts:sign-in"
POST_SOURCES = [
    "ocop.accounts.queries.PLACE_POSTS",
    "registrations.queries.PRODUCER_POSTS",
    "evaluations.queries.COUNCIL_POSTS",
]
"""Where a person's posts come from: each a `PostSource`; upper apps hold some of them."""
TIE_SOURCES = ["trainings.queries.ties.taught_producers"]
"""What else may tie a member of a council to the owner of a product: see `evaluations.queries.interests`."""
PRINT_RUN_MONEY = "budgets.services.print_runs.MONEY"
"""What budgets offer the print desk: see `evaluations.queries.run_money`."""
MONEY_USES = ["trainings.queries.money.uses_of", "plans.queries.events.uses_of"]
"""What the money of a line is for, in apps above budgets: see `budgets.queries.uses`."""
MONEY_PLANNERS = ["plans.queries.events.way_to_plan"]
"""Where something to be paid from a line is begun, in the same apps."""
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25  # hours: a slow-down, never a lock for good
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "ocop.accounts.views.gate.slow_down"
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "ocop.ui.throttle.client_address"

# --- Sessions, cookies, headers ---------------------------------------------------------------------------
SESSION_COOKIE_AGE = env.int("SESSION_COOKIE_AGE", default=8 * 60 * 60)
"""Seconds without a request after which one signs in again."""
SESSION_SAVE_EVERY_REQUEST = False
SESSION_ABSOLUTE_AGE = env.int("SESSION_ABSOLUTE_AGE", default=24 * 60 * 60)
"""Seconds from sign-in after which one signs in again in any case."""
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS_PROXY
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = BEHIND_TLS_PROXY
SECURE_REDIRECT_EXEMPT = [r"^suc-khoe$"]
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS_PROXY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = BEHIND_TLS_PROXY
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "script-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- Language, time, numbers ------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["ocop.formats"]
USE_THOUSAND_SEPARATOR = False

# --- Papers and spreadsheets ------------------------------------------------------------------------------
DOCUMENT_ASSETS = BASE_DIR / "static" / "print"
DOCUMENT_KINDS = [
    "evaluations.documents.CERTIFICATES",
    "evaluations.documents.PACK",
    "trainings.documents.COMPLETION",
    "budgets.documents.ESTIMATE",
    "plans.documents.PLAN",
    "plans.documents.REPORT",
    "ocop.imports.documents.READING",
    "ocop.imports.documents.LOADING",
    "ocop.exports.documents.LISTS",
]
NUMBER_HOLDERS = [
    "evaluations.queries.numbers.paper_under",
    "budgets.queries.numbers.money_under",
    "plans.queries.numbers.plan_under",
    "trainings.queries.numbers.letter_under",
]
"""Every kind of paper, by dotted path; loaded by a system check."""
IMPORT_KINDS = ["registrations.lists.REGISTRATIONS", "evaluations.lists.RECOGNITIONS"]
"""Every kind of list that officers may bring in, by dotted path; loaded by a system check."""
SIGNATURE_TRUST_ROOTS = env.str("SIGNATURE_TRUST_ROOTS", default="")
"""A folder of root certificates (PEM, CRT or CER). Without any no signed paper is taken in."""

TRAINING_SIGNING_KEY = env.str(
    "TRAINING_SIGNING_KEY", default=str(DATA_DIR / "training-key.p12") if DEMO else ""
)
"""A key that `make_training_key` wrote; its signatures have no legal force and say so."""

TRAINING_COMPLETION_PERCENT = env.int("TRAINING_COMPLETION_PERCENT", default=80)
"""The share of half-days that completes a class, as a new class starts with it; no act sets one."""

ROLL_CODE_SECONDS = env.int("ROLL_CODE_SECONDS", default=90)
"""How long a code on the screen of a class or a session may be scanned. The code is drawn anew every few
seconds, so this is the time to sign in and to press the button; no act sets one.
"""

DOCUMENT_JOB_LOST_AFTER = env.int("DOCUMENT_JOB_LOST_AFTER", default=90)
"""Seconds without a sign of life after which a job is given to another worker."""
EXPORT_ROWS_AT_ONCE = env.int("EXPORT_ROWS_AT_ONCE", default=5_000)
"""Rows up to which a list is made into a sheet while its reader waits."""
IMPORT_ROWS_AT_ONCE = env.int("IMPORT_ROWS_AT_ONCE", default=2_000)
"""Rows up to which the preview of a list is made while its officer waits."""
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
IMPORT_EXPORT_USE_TRANSACTIONS = True
SESSION_DAY_SOURCE = "evaluations.queries.days.session_day"
"""Who knows the day on which a dossier meets its council: a function `(dossier) -> date | None`."""
SESSION_AHEAD_DAYS = env.int("SESSION_AHEAD_DAYS", default=60)
"""Days ahead for which papers should be good while no day is known."""
REMIND_BEFORE_WORKING_DAYS = env.int("REMIND_BEFORE_WORKING_DAYS", default=3)
"""Working days before the end of a dossier's term on which its officers are told."""
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=20 * 1024 * 1024)
CORRECTIONS_WORTH_A_WARNING = env.int("CORRECTIONS_WORTH_A_WARNING", default=3)
DOSSIER_QUOTA_BYTES = env.int("DOSSIER_QUOTA_BYTES", default=200 * 1024 * 1024)
HELPER_MONTHS = env.int("HELPER_MONTHS", default=12)
"""Months for which a producer may invite an accountant or a consultant at the longest."""
CONSENT_NEEDED = env.bool("CONSENT_NEEDED", default=True)
"""Whether a dossier that the commune typed goes up only with the producer's consent to what it says."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {"axes": {"level": "ERROR"}},
}
