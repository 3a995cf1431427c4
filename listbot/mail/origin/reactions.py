"""What a mail program tells of its user: "Ana liked your message", a reaction with one sign, a mail
that is to be recalled.

Nobody writes of themselves by their full name in the third person, so in any language a mail is
such a note whose only own line begins with its author's name and then either introduces the mail
it speaks of or names its subject. Signs that vote are left to be read as words. Pure; never raises.
"""

import re
from email.message import Message

from listbot.mail.body import marks
from listbot.mail.mail import Body, Part
from listbot.mail.wire.subjects import subject_key
from listbot.mail.wire.transfer import octets_of

_KIND = "email-reaction"
_EMOJI = re.compile(r'"emoji"\s{0,9}:\s{0,9}"([^"\\]{1,20})"')
_SAYS = frozenset(
    "👍👎👌✅❌➕➖🚫⛔🛑✋🙅🙆☝💯✔✖❎⚠❗❓😡😠🤬😞😟😕🤔😢😭💩🙁☹😒🤨😬😱🤢🤮😤😩😫🙄🤦🤷"
)
"""Signs that may be a vote, an objection or a question; all others are friendly."""
_SIGNED = re.compile(r"\A\[\w{1,20}\] ")
"""How a picture of a sign is written where only text fits: "[Heart] Ana Ruiz reacted to"."""
_TAPBACK = re.compile(r'(?:Loved|Liked|Laughed at|Emphasized) (?:“[^”]{1,300}”|"[^"]{1,300}")\Z')
"""What a telephone writes of a friendly sign; "Disliked" and "Questioned" may object."""
_LONG = 300  # characters of a note


def sign_in(message: Message) -> str:
    """The sign of a mail that is a reaction with one; "" for other mails."""
    for part in message.walk():
        if _KIND in part.get_content_type():
            found = _EMOJI.search(octets_of(part)[0].decode("utf-8", "replace"))
            return found[1] if found else ""
    return ""


def is_friendly(sign: str) -> bool:
    """Whether a sign says nothing of the matter."""
    return bool(sign) and _SAYS.isdisjoint(sign) and not sign.isascii()


def tells_of_writer(body: Body, name: str, subject: str) -> bool:
    """Whether a mail program wrote this about its user."""
    own = (line.text for line in body.lines if line.part is Part.OWN and line.text.strip())
    said = next(own, "").strip()
    if _TAPBACK.match(said):
        return not next(own, "")
    said = _SIGNED.sub("", said)
    if " " not in name or not said.startswith(f"{name} "):
        return False
    if len(said) > _LONG or marks.holds_vote(said):
        return False
    if next(own, ""):
        return False
    if said.endswith((":", "：")):
        return any(line.part is Part.QUOTE for line in body.lines)
    title = subject_key(subject.partition(":")[2] or subject)
    return len(title) > 3 and title in said.casefold()
