"""Django's settings for HyperKitty as a peer: only what its import needs, in a SQLite file.

No full-text index (haystack's `simple` backend has none), no Mailman, and what HyperKitty leaves to
its workers is done at once. HyperKitty's own Python reads this file, with HOME_OF_HYPERKITTY set.
"""

import os
from pathlib import Path

SECRET_KEY = "bench"
ROOT_URLCONF = "hyperkitty.urls"
SITE_ID = 1
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = os.environ["HOME_OF_HYPERKITTY"]
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
INSTALLED_APPS = (
    "hyperkitty",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.messages",
    "rest_framework",
    "django_gravatar",
    "compressor",
    "haystack",
    "django_extensions",
    "django_q",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "django_mailman3",
)
MIDDLEWARE = ("allauth.account.middleware.AccountMiddleware",)
TEMPLATES = [
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True},
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": Path(os.environ["HOME_OF_HYPERKITTY"], "hyperkitty.db"),
    }
}
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}
Q_CLUSTER = {"orm": "default", "sync": True, "timeout": 60, "retry": 120}
MAILMAN_REST_API_URL = "http://127.0.0.1:9"
MAILMAN_REST_API_USER = MAILMAN_REST_API_PASS = ""
MAILMAN_ARCHIVER_KEY = ""
MAILMAN_ARCHIVER_FROM = ("127.0.0.1",)
