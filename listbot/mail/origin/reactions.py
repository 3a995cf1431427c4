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
from listbot.mail.wire.transfer import octets_of

_KIND = "email-reaction"
_EMOJI = re.compile(r'"emoji"\s{0,9}:\s{0,9}"([^"\\]{1,20})"')
_SAYS = frozenset(
    "👍👎👌✅❌➕➖🚫⛔🛑✋🙅🙆☝💯✔✖❎⚠❗❓😡😠🤬😞😟😕🤔😢😭💩🙁☹😒🤨😬😱🤢🤮😤😩😫🙄🤦🤷"
)
"""Signs that may be a vote, an objection or a question; all others are friendly."""
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
    """Whether a mail program wrote this about its user; `subject` is the key of the mail's."""
    own = [line for line in body.lines if line.part is Part.OWN and line.text.strip()]
    if len(own) != 1 or " " not in name:
        return False
    said = own[0].text.strip()
    if len(said) > _LONG or not said.startswith(f"{name} ") or marks.holds_vote(said):
        return False
    if said.endswith((":", "：")):
        return any(line.part is Part.QUOTE for line in body.lines)
    return len(subject) > 3 and subject in said.casefold()
