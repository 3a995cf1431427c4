"""A mail of a person without a word of its own that can be read: a value in its subject alone, an
encrypted mail, Outlook's winmail.dat, a picture. Pure; never fails.

Subjects are copied from mail to mail, so a value there is never counted: its writer is asked. So
is the writer of an answer to the proposal that cannot be read. Where silence decides, nothing that
says nothing is silence, at any depth of the thread: it may be an objection.
"""

import re

from listbot.mail.mail import Mail
from listbot.model.reading import Doubt, ThreadView
from listbot.votes.text.tokens import fold

IN_SUBJECT = "the value stands in the subject, and the mail says nothing"
SEALED = "its words cannot be read: it is encrypted, or in a format of Outlook's own"
NO_WORDS = "it has no words that can be read, so it may be an objection"

ATTACHED = "what it says may be in its file, which is not read"

_POINTING = re.compile(
    r"\b(?:attach|enclosed|anhang|angehängt|anbei|beigefügt|pi[eè]ces? jointe|ci-joint|adjunt|"
    r"allegat|bijlage|bijgevoegd|anexo|em anexo|vedlagt|bifoga|liite|priloh|załącz|вложени)",
    re.IGNORECASE,
)
_FILE = re.compile(
    rb"^content-disposition:\s*attachment|^content-type:\s*application/(?!pgp-sig|(?:x-)?pkcs7-sig)",
    re.M | re.I,
)
_VALUE = re.compile(r"(?<![\w+./\[-])[+-]{1,2}\d(?:\.\d)?(?![\w%./+-])")
_LONGEST = 500  # characters of a subject
_SHOWN = 200  # characters of a quote
_TYPES = (b"multipart/encrypted", b"ms-tnef", b"pkcs7-mime", b"pgp-encrypted")
"""In the header of a mail or part whose words only its reader's program can open."""
_ARMOUR = "-----BEGIN PGP MESSAGE-----"
_AHEAD = 65_536  # bytes in which such a header stands


def doubt_without_words(mail: Mail, view: ThreadView) -> tuple[Doubt, ...]:
    """The doubt about a mail in which no own words were found, if there is one."""
    if view.title is None:
        return ()
    beside = fold(mail.subject[:_LONGEST]).replace(fold(view.title), " ")
    if found := _VALUE.search(beside):
        return (_about(mail, IN_SUBJECT, found[0]),)
    if view.proposer == mail.author.address:
        return ()
    if (view.silent or view.answers_opening) and _is_sealed(mail):
        return (sealed(mail),)
    return (_about(mail, NO_WORDS),) if view.silent else ()


def is_armoured(mail: Mail) -> bool:
    """Whether a part of the text is encrypted, beside a greeting perhaps."""
    return _ARMOUR in mail.body.text


def points_at_file(mail: Mail, text: str) -> bool:
    """Whether its words send the reader to a file that it carries: "See attached."."""
    return bool(_POINTING.search(text) and _FILE.search(mail.arrival.raw))


def sealed(mail: Mail) -> Doubt:
    """The doubt about words that cannot be read."""
    return _about(mail, SEALED)


def attached(mail: Mail) -> Doubt:
    """The doubt about words in a file."""
    return _about(mail, ATTACHED)


def _about(mail: Mail, reason: str, value: str | None = None) -> Doubt:
    return Doubt(mail.subject[:_SHOWN], 0, reason, value)


def _is_sealed(mail: Mail) -> bool:
    head = mail.arrival.raw[:_AHEAD].lower()
    return any(kind in head for kind in _TYPES) or is_armoured(mail)
