"""Links that open a mail to a list with a vote in it, or a proposal (RFC 6068). Pure.

A mail program keeps the subject of such a link and drops In-Reply-To, so the subject ties the vote
to its proposal; it is that of the opening, whole. A link that no letter can hold is left out.
"""

from urllib.parse import quote

LONGEST = 900  # a line of a mail has at most 998 bytes (RFC 5322, section 2.1.1)
SHOWN = 450  # what a row of a letter shows of a text


def vote_link(list_address: str, subject: str, vote: str) -> str:
    """Return the link for a vote; "" if the subject is too long for one."""
    return _link(list_address, f"Re: {subject}", vote, LONGEST)


def proposal_link(list_address: str, subject: str, text: str) -> str:
    """Return the link for a mail that puts something to the list; "" if it is too long for one."""
    return _link(list_address, subject, text, SHOWN)


def _link(list_address: str, subject: str, body: str, longest: int) -> str:
    fields = f"subject={_quoted(subject)}&body={_quoted(body)}"
    link = f"mailto:{quote(list_address, safe='@')}?{fields}"
    return link if len(link) <= longest else ""


def _quoted(text: str) -> str:
    # A lone surrogate is in no address book and no archive, but in some subjects.
    return quote(text, safe="", errors="replace")
