"""Decision records: a mail with [ADR] in its subject, its versions, and objections to it. Pure.

The first publication starts the clock, whatever the text lacks; what it lacks is a private hint.
Nothing that people write in the thread stops a record unless the group says so; it is listed.
"""

import re
from collections.abc import Iterable

from listbot.mail import Mail
from listbot.mail.wire.subjects import take_apart
from listbot.model.group_case import GroupCase
from listbot.model.reading import Reading, ThreadView
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.decisions import DecisionRecord, RecordText
from listbot.records.making import is_proven, new_act
from listbot.records.people import Known, is_in, name_of, primary, project_member
from listbot.records.steps import NOTHING, Noticed
from listbot.votes.opening.wording import text_of
from listbot.votes.reading.reading import read_votes

TAG = "ADR"
_NUMBERED = (RecordVerb.ADR, RecordVerb.UNDONE)
URGENT_TAGS = {"EMERGENCY", "URGENT"}
KEY = re.compile(r"\bADR[- ]?(\d{1,6})\b", re.IGNORECASE)
PARTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (
        name,
        re.compile(rf"^[#*=\s\d.]{{0,8}}(?:{words})[*=\s]{{0,4}}(?::|$)", re.IGNORECASE | re.M),
    )
    for name, words in (
        ("Context", "context|kontext|contexte|why|background"),
        ("Decision", "decision|entscheidung|beschluss|d\u00e9cision"),
        ("Consequences", "consequences|folgen|konsequenzen|cons\u00e9quences"),
    )
)
_SUPERSEDES = re.compile(r"^\W{0,4}(?:supersedes|replaces)\b[^\n]{0,200}", re.IGNORECASE | re.M)
_LINK = re.compile(r"https?://[^\s<>\"]{4,300}")
_BRIEF = 60  # words beside a link; more than that is the text itself


def published(mail: Mail, case: GroupCase) -> Noticed:
    """Publish a record: a new thread with [ADR] in its subject, or another text in its thread."""
    if not case.rules.records or not _may_write(mail, case):
        return NOTHING
    heading = take_apart(mail.subject)
    if heading.replied or TAG not in heading.tags:
        return _another_text(mail, case)
    if record_of(mail, case) is not None or not heading.title:
        return NOTHING
    urgent = bool(URGENT_TAGS.intersection(heading.tags))
    made = new_act(
        RecordVerb.ADR,
        mail,
        case,
        f"ADR-{next_number(case)}",
        name=heading.title,
        text=name_of(mail, case),
        record=written(mail, urgent),
    )
    return Noticed((made,))


def _may_write(mail: Mail, case: GroupCase) -> bool:
    """Return whether the author may publish records: somebody of the group or the project, who
    surely wrote this.
    """
    return is_proven(mail, case) and may_publish(case, mail.author.address)


def may_publish(known: Known, address: str) -> bool:
    """Return whether somebody may publish records, and stop one where an objection does: whoever is
    of the group, of the project or on the roster.
    """
    is_known = is_in(known, address) or project_member(known, address) is not None
    return is_known or known.roster.holds(address)


def _another_text(mail: Mail, case: GroupCase) -> Noticed:
    """Take a reply of the author that has all three parts for the record's new text."""
    record = record_of(mail, case)
    if record is None or record.author != primary(case, mail.author.address):
        return NOTHING
    whole = text_of(mail.body)
    text = written(mail, record.emergency, whole[_first_part(whole) :].strip())
    if "#listbot" in mail.body.own or missing_from(text.text):
        return NOTHING
    return Noticed((new_act(RecordVerb.ADR_VERSION, mail, case, record.key, record=text),))


def written(mail: Mail, emergency: bool, text: str | None = None) -> RecordText:
    """Return what a mail says as a record; `text`: its words, if they are not the whole mail."""
    text = text_of(mail.body) if text is None else text
    link = _LINK.search(text)
    only_links = link is not None and len(text.split()) < _BRIEF and bool(missing_from(text))
    lines = " ".join(match[0] for match in _SUPERSEDES.finditer(text))
    return RecordText(
        text,
        link[0].rstrip(".,;:!?)") if link is not None and only_links else "",
        keys_in(lines),
        emergency,
    )


def keys_in(text: str) -> tuple[str, ...]:
    """Return the keys of records that a text names, each once, in order."""
    return tuple(dict.fromkeys(f"ADR-{int(match[1])}" for match in KEY.finditer(text)))


def _first_part(text: str) -> int:
    """Return where the first of the three parts begins: what stands before it is an answer."""
    found = (heading.search(text) for _, heading in PARTS)
    return min((each.start() for each in found if each is not None), default=0)


def missing_from(text: str) -> tuple[str, ...]:
    """Return which of the three parts a text lacks."""
    return tuple(name for name, heading in PARTS if not heading.search(text))


def missing_in(act: RecordAct) -> tuple[str, ...]:
    """Return what a published text lacks; a link's text is not here to be looked at."""
    if act.record is None or act.record.link:
        return ()
    return missing_from(act.record.text)


def next_number(known: Known) -> int:
    """Return the number of the next record. An undone one's number is not used again, since all
    members may have seen it.
    """
    used = (KEY.fullmatch(act.about) for act in known.group.acts if act.verb in _NUMBERED)
    return max((int(match[1]) for match in used if match is not None), default=0) + 1


def record_of(mail: Mail, known: Known) -> DecisionRecord | None:
    """Return the record whose thread a mail belongs to."""
    above = set(mail.references)
    found = (each for each in known.group.records.values() if above.intersection(each.mails))
    return next(found, None)


def answered(mail: Mail, case: GroupCase) -> Noticed:
    """Notice an objection in a record's thread, or that its author takes it back."""
    record = record_of(mail, case) if case.rules.records else None
    if record is None or record.retracted is not None or not is_proven(mail, case):
        return NOTHING
    author = primary(case, mail.author.address)
    if author == record.author:
        return NOTHING
    reading = read_votes(mail, ThreadView(title=record.title, proposer=record.author))
    against = [each.quote for each in reading.casts if each.is_against]
    if against:
        made = new_act(
            RecordVerb.ADR_OBJECTION,
            mail,
            case,
            record.key,
            name=name_of(mail, case),
            text=against[-1],
        )
        return Noticed((made,))
    has_one = any(each.by == author for each in record.open_objections)
    if has_one and _takes_back(reading):
        return Noticed((new_act(RecordVerb.ADR_SETTLED, mail, case, record.key),))
    return NOTHING


def _takes_back(reading: Reading) -> bool:
    """Return whether a mail says +1 or 0 now, or withdraws what its author said before."""
    return bool(reading.casts) and all(not each.is_against for each in reading.casts)


def by_key(known: Known, keys: Iterable[str]) -> DecisionRecord | None:
    """Return the first of these records that is there."""
    found = (known.group.records.get(each) for each in keys)
    return next((each for each in found if each is not None), None)
