"""Every key of the configuration, by section. A key that is not here does not exist.

`document.py` refuses all other keys, and a test checks that `docs/operating.md` and
`config.example.toml` have all of these.
"""

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "bot",
        (
            "address",
            "admin",
            "alert_command",
            "alert_url",
            "approve_by_mail",
            "delimiter",
            "roster_file",
            "roster_url",
            "templates_dir",
        ),
    ),
    ("store", ("url", "password_file", "folder")),
    (
        "imap",
        (
            "name",
            "host",
            "port",
            "user",
            "password_file",
            "token_command",
            "token_file",
            "ca_file",
            "poll",
        ),
    ),
    ("lmtp", ("host", "port", "retry_time")),
    ("smtp_in", ("host", "port", "retry_time")),
    ("dns", ("servers", "port", "timeout")),
    (
        "outbound",
        (
            "kind",
            "maildir",
            "host",
            "port",
            "user",
            "password_file",
            "token_command",
            "token_file",
            "tls",
            "ca_file",
        ),
    ),
    (
        "web",
        (
            "base_url",
            "host",
            "port",
            "pages",
            "pages_port",
            "name",
            "static",
            "about_file",
            "templates_dir",
        ),
    ),
    (
        "tracker",
        (
            "kind",
            "url",
            "project",
            "user",
            "token_file",
            "token_command",
            "public",
            "private",
            "issue_type",
            "poll",
            "ca_file",
            "statuses",
            "transitions",
            "accounts",
        ),
    ),
    ("webhook", ("host", "port", "secret_file")),
    (
        "lists",
        (
            "address",
            "role",
            "via",
            "identity",
            "trusted_hops",
            "authserv_id",
            "trusted_sealers",
            "host_signature",
            "policy",
            "policy_url",
            "roster",
            "mode",
            "approve",
            "live_since",
            "archive",
            "pages",
            "robots",
            "recap",
            "recap_day",
            "recap_hour",
            "timezone",
            "weekly_posts",
            "hourly_posts",
            "quiet_days",
            "prefix",
            "team",
            "public",
            "urgent",
            "triage",
            "gather_minutes",
            "nudge_days",
            "park_days",
            "reopen_days",
            "hourly",
            "daily",
            "answers",
        ),
    ),
    ("rosters", ("name", "members", "file", "url")),
    ("taps", ("address", "via", "lists")),
    (
        "group",
        (
            "preset",
            "members",
            "meetings",
            "access",
            "services",
            "records",
            "announce",
            "private",
            "greeter",
            "keepers",
            "project_members_file",
            "timezone",
            "needs_project",
            "provisional_months",
            "missed",
            "absent_months",
            "meetings_a_year",
            "inactive_days",
            "leave_hours",
            "digest",
            "hello_days",
            "remove",
            "agenda_days",
            "minutes_days",
            "notice_days",
            "objections_stop",
            "min_admins",
            "look_months",
            "services_file",
            "public_access",
        ),
    ),
    ("members", ("name", "addresses", "roles", "since", "until")),
)

CLASSES = "classes"
"""Written [classes.NAME]: a community's own rules, whose keys `listbot/policies/` reads."""

REPEATED = ("lists", "rosters", "taps", "members")
"""Written [[lists]], [[rosters]], [[taps]] and [[members]], any number of times; the environment
cannot set them.
"""

ACCOUNTS = "imap"
"""Written [imap], or [[imap]] any number of times, each with a `name` that variables refer to."""

SECRETS = (
    "imap.password",
    "outbound.password",
    "store.password",
    "tracker.token",
    "webhook.secret",
)
"""Never written in the file. They come from a credential, a *_file key or the environment, and a
tracker's token may come from a program.
"""

PATHS: tuple[str, ...] = tuple(f"{section}.{key}" for section, keys in SECTIONS for key in keys)
"""Every key as "section.key"."""


def keys_of(section: str) -> tuple[str, ...]:
    """Return the keys of a section; none for an unknown section."""
    return dict(SECTIONS).get(section, ())
