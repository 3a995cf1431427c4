"""Says how to mend what a large mail host refuses, by the words in which it refuses: Google's and
Microsoft's replies are the same for everybody, and short.

Only advice, added to the server's own words; nothing is decided by it. Pure.
"""

import re

PAGE = "see docs/hosted.md"

_ADVICE = tuple(
    (re.compile(words, re.IGNORECASE), advice)
    for words, advice in (
        (
            r"application-specific password|\b5\.7\.9\b",
            f"it takes no ordinary password: use token_command, or an app password ({PAGE})",
        ),
        (r"logindisabled", f"it takes no passwords: use token_command ({PAGE})"),
        (
            r"authenticated but not connected",
            "it knows the token, but not for this mailbox: check user, the application's rights to "
            f"the mailbox, and that IMAP is on; it also says so for a while when it is asked too "
            f"often ({PAGE})",
        ),
        (
            r"smtpclientauthentication is disabled|\b5\.7\.139\b",
            f"authenticated SMTP must be switched on for this mailbox ({PAGE})",
        ),
        (
            r"sendasdenied|\b5\.7\.60\b|\b5\.2\.252\b|not allowed to send as",
            f"the account may not write as bot.address: give it that right ({PAGE})",
        ),
        (
            r"simultaneous connections|number of connections",
            "each watched folder takes one connection, and other programs at this mailbox count, "
            "too; Gmail allows 15",
        ),
        (
            r"too many login attempts|sending (?:limit|quota) exceeded|submissionquotaexceeded"
            r"|\b5\.4\.5\b",
            "the host limits how much an account may do; listbot waits and tries again",
        ),
        (
            r"log in (?:via|with) (?:your )?(?:web )?browser|webalert",
            "somebody has to log in to this account with a browser once and confirm it",
        ),
    )
)
_OF_TOKEN = (
    re.compile(
        r"authenticate failed|invalid credentials|\b5\.7\.3\b|\b5\.7\.8\b|authenticationfailed",
        re.I,
    ),
    f"check that the token is for this user and has the right scope ({PAGE})",
)
_OF_PASSWORD = (
    re.compile(r"invalid credentials \(failure\)|login failed\.|\b5\.7\.3\b", re.IGNORECASE),
    f"if this is Google's or Microsoft's server, it wants token_command instead ({PAGE})",
)


def with_advice(said: str, *, has_token: bool = False) -> str:
    """Return what the server said, and what to do about it if that is known."""
    table = (*_ADVICE, _OF_TOKEN if has_token else _OF_PASSWORD)
    advice = next((found for words, found in table if words.search(said)), "")
    return f"{said} - {advice}" if advice else said
