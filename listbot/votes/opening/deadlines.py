"""When a vote closes, according to its opening or a `#listbot closes:` line. Pure: `base`
is the only clock.

`find_deadline` looks for a time near a word of closing ("the vote is open for 72 hours",
"until Friday 18:00 UTC"); `parse_time` reads a text that is just a time. Nothing is guessed
silently: assumptions are listed in `Deadline.assumed`, and ambiguous times ("03/04", "next
Friday", "CST") are not read. dateparser reads languages other than English, with every
setting fixed; it is imported only when a mail needs it.
"""

import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, time
from typing import Any

from listbot.mail.mail import Mail
from listbot.model.reading import Deadline
from listbot.votes.lexicon.words import vocabulary
from listbot.votes.opening.announced import Use, lasts_longer, use_of
from listbot.votes.opening.dates import END_OF_DAY, Moment, UnclearDate, moment_in, span_in
from listbot.votes.text.statements import Statement, first_statements
from listbot.votes.text.tokens import tokenise

_VOTE_WORDS = vocabulary(
    "vote votes voting poll polls ballot open opens close closes closing closed end ends ending "
    "ended expire expires deadline object objects objection objections consensus lazy comment "
    "comments reply respond response responses feedback window period lasts runs running "
    "proposal speak veto abstimmung stimmt einwände einwänden frist scrutin votación objeciones "
    "voto votazione stemming stem stemmen głosowanie hlasování omröstning afstemning votação "
    "голосование голосования"
)
_ANSWERING = vocabulary(
    "say tell let hear answer answers think thoughts opinion opinions shout shouts concerns "
    "input weigh speaks views feelings reactions disagree disagrees agree"
)
_YOU = vocabulary("you your please anyone anybody somebody someone everyone everybody nobody me us")
"""With a word of answering, one of these asks the list: "say what you think until Monday"."""
_AT_THE_LATEST = vocabulary("until till by before")
_BARE = vocabulary(
    "one two three four so that is i.e ie week weeks day days hour hours time please thanks until "
    "till by the of in at on a an deadline closing closes"
)
"""All other words of a statement that only says until when: "One week, so until Monday"."""
_ENDING = vocabulary("close closes closed closing end ends ending ended expires due deadline")
_DOTTED = re.compile(r"\s*\d{1,2}\.\d{1,2}\.?\s*")
_UNTIL_WHEN = vocabulary("until till deadline closing closes")
_NEAR = vocabulary(
    "until till by before on closes close closing ends end ending deadline open for within next "
    "least in expires expire lasts last runs run of is period window at than"
)
"""One of these within a few words before the time."""
_SMALL = vocabulary(
    "on at by the in until till from now of for next within and to be open closes close est is "
    "bis am um le a later"
)
"""Words that may accompany a time that is read alone."""
_PAST = frozenset(["was", "were", "been", "had", "ago", "past", "already"])
_UNTIL = {
    "bis": "de", "vor": "de", "jusqu'au": "fr", "jusqu'à": "fr", "avant": "fr", "hasta": "es",
    "antes": "es",
    "entro": "it", "fino": "it", "tot": "nl", "até": "pt", "до": "ru", "do": "cs,pl", "till": "sv",
    "senast": "sv", "inden": "da",
}  # fmt: skip
"""Words of closing before a time in another language, and the language."""
_UHR = re.compile(r"(?<![:.\d])(\d{1,2}) ?(?:Uhr|Hs?)\b(?! ?\d)", re.IGNORECASE)
_ARTICLES = vocabulary("el la le il den der dem al les los las um à às alle kl o")
_LONGEST = 8  # Words of a time in another language.
_BEFORE = 6  # Maximum words between a word of closing and the time.
_REACH = 200  # Characters searched for them.
_TIMES = 20  # Times in one statement.
# Places in a mail where we try another language: dateparser takes milliseconds for each.
_PLACES = 5
_ARGUMENT = 200  # Characters of a text that is just a time.


def find_deadline(mail: Mail, base: datetime) -> Deadline | None:
    """The closing time in an opening's own words, after `base`; None if none can be read."""
    left = _PLACES
    for statement in first_statements(mail.body.lines):
        if not _is_of_closing(statement, base):
            continue
        words = statement.text.split()
        places = [at for at, word in enumerate(words[:-1]) if word.lower() in _UNTIL][:left]
        left -= len(places)
        found = _deadline_in(statement, base) or _foreign_in(words, places, base)
        if found:
            return found
    return None


def unread_in(mail: Mail, base: datetime) -> str:
    """The first words of an opening that name a closing time ambiguously ("until 03/04");
    "" for none.
    """
    for statement in first_statements(mail.body.lines):
        if not _is_of_closing(statement, base):
            continue
        for found in _times_in(statement, base, moment_in):
            if isinstance(found, UnclearDate) and _may_close_at(statement.text, found.start):
                return statement.text[found.start : found.end].strip(" ,.;:(")
    return ""


def _is_of_closing(statement: Statement, base: datetime) -> bool:
    words = frozenset(token.text for token in tokenise(statement.text))
    if not _PAST.isdisjoint(words):
        return False
    if not _VOTE_WORDS.isdisjoint(words):
        return True
    is_asking = not (_ANSWERING.isdisjoint(words) or _YOU.isdisjoint(words))
    if not is_asking and _UNTIL_WHEN.isdisjoint(words):
        return False
    found = moment_in(statement.text, base)
    if found is None:
        return False
    before, after = statement.text[: found.start], statement.text[found.end :]
    if is_asking:
        last = tokenise(before)[-1:]
        return bool(last) and last[0].text in _AT_THE_LATEST
    rest = (*tokenise(before), *tokenise(after))
    return _BARE.issuperset(token.text for token in rest if token.kind == "word")


def parse_time(text: str, base: datetime) -> Deadline | str:
    """The time a text states, or why it cannot be read."""
    words = " ".join(text.split())
    if not words:
        return "no time is given"
    found = _time_in(words, base) if len(words) <= _ARGUMENT else None
    if found is None:
        return f'I cannot read the time "{words[:60]}"; write it like 2026-09-18 18:00 UTC'
    if isinstance(found, UnclearDate):
        return found.reason
    if _is_left_over(words[: found.start] + " " + words[found.end :]):
        return f'"{words[:60]}" has more than one time, or other words in it'
    if found.at <= base:
        return f"{found.at:%Y-%m-%d %H:%M} UTC has passed"
    return Deadline(found.at, words[found.start : found.end].strip(), found.assumed)


def _time_in(words: str, base: datetime) -> Moment | UnclearDate | None:
    return moment_in(words, base) or span_in(words, base) or _foreign(words, base, None)


def _is_left_over(text: str) -> bool:
    """Whether anything but small words accompanies a time."""
    return any(
        token.kind in ("word", "number") and token.text not in _SMALL for token in tokenise(text)
    )


def _deadline_in(statement: Statement, base: datetime) -> Deadline | None:
    for read in (moment_in, span_in):
        for found in _times_in(statement, base, read):
            if (
                isinstance(found, Moment)
                and found.at > base
                and _closes_at(statement.text, found, read)
            ):
                return Deadline(found.at, _quote(statement.text, found), found.assumed)
    return None


_Read = Callable[[str, datetime, int], Moment | UnclearDate | None]


def _times_in(statement: Statement, base: datetime, read: _Read) -> Iterator[Moment | UnclearDate]:
    """The times of a statement, up to a limit."""
    start = 0
    for _ in range(_TIMES):
        found = read(statement.text, base, start)
        if found is None:
            break
        yield found
        start = max(found.end, start + 1)


def _may_close_at(text: str, start: int) -> bool:
    return _is_near(text, start) and use_of(text, start) is Use.CLOSE


def _closes_at(text: str, found: Moment, read: _Read) -> bool:
    """Whether a time is the close. A span is counted from the mail; but something else may last
    that long.
    """
    if read is span_in:
        return _is_near(text, found.start) and not lasts_longer(text, found.start, found.end)
    return _may_close_at(text, found.start) and not _is_version(text, found)


def _is_version(text: str, found: Moment) -> bool:
    """Whether two numbers with dots may name a release: "Vote on OpenWrt 24.10."; "until 24.10."
    is a day.
    """
    if not _DOTTED.fullmatch(text, found.start, found.end):
        return False
    before = [token.text for token in tokenise(text[max(0, found.start - _REACH) : found.start])]
    if before[-1:] == ["on"]:
        return _ENDING.isdisjoint(before[-2:-1])
    return _AT_THE_LATEST.isdisjoint(before[-1:])


def _is_near(text: str, start: int) -> bool:
    before = [token.text for token in tokenise(text[max(0, start - _REACH) : start])][-_BEFORE:]
    return bool(_NEAR.intersection(before)) or not before


def _quote(text: str, found: Moment) -> str:
    """The time with the word before it: "until Friday 18:00 UTC"."""
    begin = text.rfind(" ", 0, max(0, found.start - 1)) + 1
    return text[begin : found.end].strip(" ,.;:(")


def _foreign_in(words: Sequence[str], places: Sequence[int], base: datetime) -> Deadline | None:
    """The first time in another language after one of the words of closing at these places."""
    for at in places:
        ahead = words[at + 1 : at + 1 + _LONGEST]
        for count in range(len(ahead), 0, -1):
            if any(char.isdigit() for char in "".join(ahead[count:])):
                break  # leaving a number out would change the time
            text = " ".join(ahead[:count]).rstrip(".,;!")
            found = _foreign(text, base, _UNTIL[words[at].lower()].split(","))
            if isinstance(found, Moment) and found.at > base:
                return Deadline(found.at, text, found.assumed)
    return None


def _foreign(text: str, base: datetime, languages: list[str] | None) -> Moment | None:
    """Read a time in another language through dateparser, with every setting fixed."""
    from dateparser.date import DateDataParser  # type: ignore[import-untyped]  # It ships no types. About 0.2 s: only mails that need it wait for it.

    settings: Any = {
        "RELATIVE_BASE": base.astimezone(UTC).replace(tzinfo=None),
        "PREFER_DATES_FROM": "future",
        "PREFER_DAY_OF_MONTH": "first",
        "PREFER_MONTH_OF_YEAR": "current",
        "TIMEZONE": "UTC",
        "TO_TIMEZONE": "UTC",
        "RETURN_AS_TIMEZONE_AWARE": True,
        "NORMALIZE": True,
        "PARSERS": ["absolute-time"],
        "DATE_ORDER": "DMY",
    }
    length = len(text)
    text = " ".join(word.strip(",()") for word in text.split() if word.lower() not in _ARTICLES)
    text = _UHR.sub(r"\1:00", text)
    if "/" in text or not any(char.isalpha() for char in text):
        return None
    known = languages or ["de", "fr", "es", "it", "nl", "pt", "ru", "cs", "pl", "sv", "da"]
    with warnings.catch_warnings():
        # dateparser itself triggers one for dates without a year in some Python versions.
        warnings.simplefilter("ignore")
        try:
            data = DateDataParser(languages=known, settings=settings).get_date_data(text)
        except (ValueError, OverflowError, TypeError, RecursionError):
            return None
    at = data.date_obj
    if at is None or data.period not in ("day", "time") or not _accounts_for(text, at):
        return None
    notes = ["read as another language"]
    moment = at.astimezone(UTC)
    if moment.time() == time(0):
        moment = datetime.combine(moment.date(), END_OF_DAY, UTC)
        notes.append("no time of day: end of that day in UTC")
    return Moment(moment, 0, length, "; ".join(notes))


def _accounts_for(text: str, at: datetime) -> bool:
    """Whether the time that was read uses every number of the text: dateparser drops what
    it does not know.
    """
    known = {at.day, at.month, at.year, at.year % 100, at.hour, at.minute}
    return all(int(number) in known for number in re.findall(r"\d+", text))
