"""
The one settings file. What differs between a laptop, the tests and production is an environment
variable, listed with its meaning in ``.env.example``; the safe value is always the default.
"""

from pathlib import Path

import environ

from partnership import rates
from partnership.database import limited

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- Safety -----------------------------------------------------------------
# Forgetting a variable must never open a door: production needs no switch to be safe.
DEBUG = env.bool("DEBUG", default=False)
PORTAL_PROFILE = env.str("PORTAL_PROFILE", default="production")  # production, demo or test
PORTAL_INSTANCE = env.str("PORTAL_INSTANCE", default="")  # told by /health/live in the demo only
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
IS_DEMO = PORTAL_PROFILE == "demo"
# Over plain http on one's own machine a browser refuses Secure cookies; nothing else differs.
PLAIN_HTTP = PORTAL_PROFILE in ("demo", "test")

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = not PLAIN_HTTP
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_HTTPS_PROXY", default=False) else None
)
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = not PLAIN_HTTP
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # partnership.headers sets that header, on errors and static files too
    "security.W021",  # a browser's preload list is for whoever owns the whole domain to join
]

_prefix = "" if PLAIN_HTTP else "__Host-"
SESSION_COOKIE_NAME = f"{_prefix}session"
SESSION_COOKIE_SECURE = not PLAIN_HTTP
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = SESSION_LONGEST = 7 * 24 * 3600  # seconds
SESSION_LONGEST_BACKBONE = 12 * 3600
SESSION_IDLE = 8 * 3600
SESSION_IDLE_ADMIN = 30 * 60  # then the admin asks for the password again, and loses no typed word
CSRF_COOKIE_NAME = f"{_prefix}csrf"
CSRF_COOKIE_SECURE = not PLAIN_HTTP
CSRF_COOKIE_HTTPONLY = True  # scripts read the token from the page
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None  # ends with the browser: no computer tells for a year that she was here
CSRF_FAILURE_VIEW = "partnership.views.csrf_failure"
# Messages live in the session: a cookie of their own would reach public pages.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Apps: the order is the dependency order (docs/decisions/0003) ------------
INSTALLED_APPS = [
    "partnership",
    "agenda",
    "measurement",
    "strategies",
    "engagement",
    "backbone",
    "backbone.apps.BackboneAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "rules",
    "template_partials",
]

MIDDLEWARE = [
    "partnership.logs.log_requests",
    "partnership.headers.security_headers",  # so early: static files and errors carry them too
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "partnership.errors.domain_errors",
    "partnership.access.DenyByDefault",  # last: it must see the view that was found
]

ROOT_URLCONF = "partnership.urls"
WSGI_APPLICATION = "partnership.wsgi.application"

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
                "partnership.context.frame",
            ],
        },
    },
]

# --- Data: PostgreSQL keeps what must last; Redis is a bell and a cache --------
DATABASES = {
    "default": env.db_url("DATABASE_URL", default="postgres://portal_web@localhost/portal")
}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False}
# A slow question would hold up everybody else. What the owner runs, a backup, takes its time.
STATEMENT_SECONDS = {
    "portal_web": 5,
    "portal_worker": 600,
    **env.json("STATEMENT_SECONDS", default={}),
}
DATABASES["default"] = limited(DATABASES["default"], STATEMENT_SECONDS)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.str("REDIS_URL", default="redis://localhost:6379/1")
CACHES = {
    "default": {
        "BACKEND": "partnership.cache.RedisOrDatabase",
        "LOCATION": REDIS_URL,
        "TIMEOUT": 300,  # seconds; the broker shares the server, so nothing may stay for ever
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    },
    # What is counted of people without an account never comes near a table (engagement/limits.py).
    "memory": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "memory",
        "TIMEOUT": 300,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "database": {  # in use while Redis is away
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
    },
}
BUNDLED_DATA = Path(env.str("BUNDLED_DATA", default=str(BASE_DIR / "data")))

# --- Background work ------------------------------------------------------------
# The broker is the same server as the cache, database 0.
CELERY_BROKER_URL = (
    REDIS_URL.split("?")[0].replace("unix://", "redis+socket://") + "?virtual_host=0"
    if REDIS_URL.startswith("unix:")
    else REDIS_URL.rsplit("/", 1)[0] + "/0"
)
CELERY_TASK_IGNORE_RESULT = True  # a Run is the record people see
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "Australia/Melbourne"
CELERY_TASK_TIME_LIMIT = 880  # seconds, under half of the visibility timeout
CELERY_TASK_SOFT_TIME_LIMIT = 840
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 1800,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1,
    "socket_timeout": 2,  # also of one that took the line and says nothing
    "max_retries": 0,  # nobody who saves waits for a broker that is away
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # kB: pandas
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Beat only ticks; what is due is decided in PostgreSQL, so that two beats, or none, do no harm.
# A tick that no worker took within the minute is dropped: the next one asks the same question.
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "measurement.tick", "schedule": 60.0, "options": {"expires": 55}},
    "deliver": {"task": "partnership.deliver", "schedule": 60.0, "options": {"expires": 55}},
    "daily": {"task": "partnership.daily", "schedule": 60.0, "options": {"expires": 55}},
    "engagement": {"task": "engagement.tick", "schedule": 60.0, "options": {"expires": 55}},
}
# Who watches from outside is told by the worker that clock and worker are at work.
HEARTBEAT_URL = env.str("HEARTBEAT_URL", default="")

# --- People ---------------------------------------------------------------------
AUTH_USER_MODEL = "partnership.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "partnership.passwords.MaximumLengthValidator"},
    {"NAME": "partnership.passwords.CommonPasswordValidator"},
    {"NAME": "partnership.passwords.LocalWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "after-sign-in"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "partnership.adapters.InvitedOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation is the proof of an address
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
PASSWORD_RESET_TIMEOUT = 30 * 60  # seconds
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60  # seconds that a password or code counts as fresh
# Only on one's own machine, with made-up people, is the password enough (partnership/checks.py).
SECOND_STEP_REQUIRED = PORTAL_PROFILE not in ("demo", "test")
MFA_ADAPTER = "partnership.accounts.second_step.SecondStep"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an invitation is the proof
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = PLAIN_HTTP
ACCOUNT_FORMS = {
    "change_password": "partnership.accounts.forms.NewPasswordForm",
    "reauthenticate": "partnership.accounts.forms.ConfirmForm",
}
MFA_FORMS = {
    "add_webauthn": "partnership.accounts.forms.AddPasskeyForm",
    "activate_totp": "partnership.accounts.forms.AddAppForm",
}
# Network addresses are believed from the header only as far as our own proxies wrote them.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXIES", default=0)
ANONYMOUS_RATES = rates.ANONYMOUS | env.json("ANONYMOUS_LIMITS", default={})
RATES = ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = rates.RATES | env.json("LIMITS", default={})

# --- Have your say ----------------------------------------------------------------
# Whoever is faster than this is a program, or pastes: it is held for a person to look at.
SECONDS_TO_WRITE = 3
# Where “Leave this site now” leads: a page that anybody might have open.
EXIT_TO = env.str("EXIT_TO", default="https://www.bom.gov.au/vic/")
# Who withdrew, as hashes: outside of the database and of every backup, so that a restored one
# forgets their words again.
WITHDRAWAL_LIST = Path(
    env.str("WITHDRAWAL_LIST", default=str(BASE_DIR / ".local" / "withdrawals.txt"))
)

# --- Mail: every mail is a row first (partnership/mail.py) --------------------------
# In the demonstration the row is all there is: nothing leaves the machine.
if IS_DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
elif env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "partnership.mail_server.NotSet"
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="portal@localhost")
# Where links in mails lead: the worker has no request to ask.
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")

# --- Language and time ------------------------------------------------------------
LANGUAGE_CODE = "en-au"
# Only languages that a person has checked are open; each has its address prefix (/vi/).
LANGUAGES = [
    (code, name)
    for code, name in [("en-au", "English"), ("vi", "Tiếng Việt"), ("ar", "العربية")]
    if code == LANGUAGE_CODE or code in env.list("CHECKED_LANGUAGES", default=[])
]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Australia/Melbourne"

# --- Static files: our own, with hashed names ---------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if PORTAL_PROFILE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Tests serve static files from where they lie, without collecting them first.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = PORTAL_PROFILE == "test"

# --- Requests ------------------------------------------------------------------------
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # bytes; no form of ours needs more
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_HANDLERS = [
    "partnership.intake.ceiling.Ceiling",  # first: what is too large reaches none of the others
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Log: an event name and fields; never what a person wrote or is called -------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": f"partnership.logs.{'Readable' if PLAIN_HTTP else 'JsonLines'}"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"level": "WARNING", "handlers": [], "propagate": True},  # not Django's own form
        "django.request": {"level": "ERROR"},
        **{app: {"level": "INFO"} for app in INSTALLED_APPS[:6]},
    },
}
