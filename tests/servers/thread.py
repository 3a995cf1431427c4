"""One proposal and its answers, as people's mailers and a Mailman list write them.

The mails are dated when they are made, because the daemon reads the real clock.
"""

from email.utils import localtime

LIST = "infra@example.org"
TITLE = "Move the mirrors to the new host"
SUBJECT = f"[VOTE] {TITLE}"
PROPOSAL = "<proposal@example.org>"

_FOOTER = (
    "_______________________________________________\nInfra mailing list -- infra@example.org\n"
)


def _mail(id: str, author: str, subject: str, body: str, *more: str) -> bytes:
    """Return a mail as the list passes it on."""
    header = (
        f"From: {author}",
        f"To: {LIST}",
        f"Subject: {subject}",
        f"Date: {localtime():%a, %d %b %Y %H:%M:%S %z}",
        f"Message-ID: <{id}@example.org>",
        "MIME-Version: 1.0",
        "List-Id: Infra <infra.example.org>",
        "Precedence: list",
        *more,
    )
    return "\n".join((*header, "", body, _FOOTER)).replace("\n", "\r\n").encode()


def _answer(id: str, author: str, body: str, *more: str) -> bytes:
    threading = (f"In-Reply-To: {PROPOSAL}", f"References: {PROPOSAL}")
    return _mail(id, author, f"Re: {SUBJECT}", body, *threading, *more)


def proposal() -> bytes:
    """Ana proposes."""
    body = (
        "Hello,\n\nthe old host is out of support. I propose to move "
        "the mirrors to the new one.\n\nAna\n"
    )
    return _mail("proposal", "Ana Ruiz <ana@example.org>", SUBJECT, body)


def top_posted() -> bytes:
    """Bob: +1, above the quote of everything he answers."""
    body = (
        "+1, and I can help with DNS.\n\nOn 12 May, Ana Ruiz wrote:\n"
        "> Hello,\n>\n> the old host is out of support. I propose to move the mirrors to the new "
        "one.\n"
    )
    return _answer("top", "Bob Ito <bob@example.org>", body)


def bottom_posted() -> bytes:
    """Cleo: -1, without a reason, below the quote."""
    body = (
        "On 12 May, Ana Ruiz wrote:\n> I propose to move the mirrors "
        "to the new one.\n\n-1\n\n-- \nCleo\n"
    )
    return _answer("bottom", "Cleo Moss <cleo@example.org>", body)


def html_only() -> bytes:
    """Ana herself: +1, from a mailer that writes no plain text."""
    body = (
        '<html><body><div dir="ltr">+1 from me, too.</div><blockquote '
        'type="cite"><p>-1</p></blockquote>'
        "</body></html>"
    )
    more = ("Content-Type: text/html; charset=utf-8",)
    return _answer("html", "Ana Ruiz <ana@example.org>", body, *more)


def munged() -> bytes:
    """Dan: +1, from a domain whose DMARC policy made Mailman put the list into From."""
    more = ("Reply-To: Dan Fox <dan@example.net>", "X-Mailman-Version: 3.3.9")
    return _answer("munged", f"Dan Fox via Infra <{LIST}>", "+1\n", *more)


def forged() -> bytes:
    """Not from Eve, who is a member: somebody else wrote it, and no list passed it on."""
    return _answer("forged", "Eve Lund <eve@example.org>", "-1, the new host has no backups.\n")
