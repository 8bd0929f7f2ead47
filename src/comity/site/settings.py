"""Django's settings, all from the environment."""

import warnings
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from comity.site.environment import Environment, secret_key

warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

environment = Environment()

DEBUG = False
SECRET_KEY = secret_key(environment)
ALLOWED_HOSTS = [host.strip() for host in environment.hosts.split(",")]
COMITY_DATA = environment.data
COMITY_HAS_MAIL_SERVER = environment.smtp_host is not None
COMITY_CONFIRMATION_CODE = (
    environment.confirmation_code.get_secret_value() if environment.confirmation_code is not None else None
)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "comity.web",  # before allauth, whose templates it replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "comity.store",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "comity.web.middleware.ActorMiddleware",
]

ROOT_URLCONF = "comity.site.urls"
ASGI_APPLICATION = "comity.site.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "comity.web.shell.shell",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": environment.data / "comity.sqlite3",
    "CONN_MAX_AGE": None,  # a thread keeps its connection: to open one costs as much as to look a page's rows up
    "OPTIONS": {
        # a write takes its turn when it begins, and so never fails half-way; an acknowledged act is on the disk
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    },
}


def _postgresql(address: Any) -> dict[str, Any]:
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(str(address))
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    given = {names[key]: value for key, value in parts.items() if key in names}
    rest = {key: value for key, value in parts.items() if key not in names}
    pool = {"min_size": 2, "max_size": 16, "timeout": 20}
    return {"ENGINE": "django.db.backends.postgresql", **given, "OPTIONS": {**rest, "pool": pool}}


DATABASES = {"default": SQLITE if environment.database is None else _postgresql(environment.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "store.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "comity.web.accounts.InvitedOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation is accepted by a link that was sent to the address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_NOTIFICATIONS = True  # of a new password or second factor
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Comity"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # whoever accepted an invitation has shown that the address is theirs
USERSESSIONS_TRACK_ACTIVITY = False  # else every page of a signed-in person would write
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"

EMAIL_BACKEND = "comity.web.mail.OutboxBackend"
EMAIL_HOST = environment.smtp_host or "localhost"
EMAIL_PORT = environment.smtp_port
EMAIL_HOST_USER = environment.smtp_user or ""
EMAIL_HOST_PASSWORD = environment.smtp_password.get_secret_value() if environment.smtp_password is not None else ""
EMAIL_USE_TLS = environment.smtp_security == "starttls"
EMAIL_USE_SSL = environment.smtp_security == "implicit"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.mail_from

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ru", _("Russian")), ("zh-hans", _("Chinese"))]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = environment.https
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # the files are served from the package: nothing has to be collected first
WHITENOISE_MAX_AGE = 3600
WHITENOISE_AUTOREFRESH = False

# No inline script, no foreign origin. `data:` images are the icons of the style sheet.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = environment.https
SECURE_HSTS_SECONDS = 31_536_000 if environment.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.https else None
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = environment.https
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_SECURE = environment.https
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "comity.web.views.errors.no_token"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
