"""Minutes on their way: read, shown to whoever sent them, corrected, published, redacted."""

from dataclasses import replace

import pytest

from listbot.letters.facts.meetings import MinutesReadFacts
from listbot.mail import Mail
from listbot.model.decision import MailDecision
from listbot.model.desk.people import Confirmation
from listbot.model.policy import Member, Roster
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.meetings import Action, Minutes
from listbot.records.calling.previews import of_meetings
from listbot.records.meetings.directory import directory
from listbot.records.minutes.correcting import corrected
from listbot.records.minutes.taking import TOO_LONG, linked, taken
from tests.records.building import (
    ANA,
    BOT,
    KIM,
    LENA,
    LIST,
    RAVI,
    RULES,
    act,
    acts_of,
    days,
    decided,
    group_case,
    joined,
    letters_of,
    mail,
)

KEY, INVITATION = "2026-09-10", "<invitation@example.org>"
CALLED = act(
    RecordVerb.MEETING, KEY, when=days(9), names=("", LIST), by=ANA, mail=INVITATION, name="Infra"
)
GROUP = (*joined(ANA, RAVI, LENA), CALLED)
TEXT = "Present: Ana, Ravi\nAGREED: Frau Ott gets the key\nACTION: Ravi to hand it over"


def minutes_mail(text: str = TEXT, by: str = RAVI, **more: object) -> Mail:
    """An answer to the invitation, after the meeting."""
    return mail(text, by, at=days(10), answers=INVITATION, **more)  # type: ignore[arg-type]


def sent_by(decision: MailDecision) -> tuple[tuple[RecordAct, ...], Confirmation]:
    """The acts of a mail with minutes, and the question about them."""
    assert decision.records is not None
    (asked,) = decision.records.asks
    return decision.records.acts, asked


def answered(text: str, acts: tuple[RecordAct, ...], asked: Confirmation) -> MailDecision:
    """What an answer to a preview does."""
    return decided(mail(text, RAVI, at=days(11), to=BOT), (*GROUP, *acts), asked=asked)


def read_in(decision: MailDecision) -> Minutes:
    """The minutes of a decision's act."""
    assert decision.records is not None
    minutes = decision.records.acts[-1].minutes
    assert minutes is not None
    return minutes


def test_only_whoever_sent_minutes_sees_what_was_read() -> None:
    """The people are known by address; nothing else is told to anybody."""
    decision = decided(minutes_mail(), GROUP)
    assert acts_of(decision) == [("minutes", KEY)]
    assert letters_of(decision) == [("M35", (RAVI,))]
    facts = decision.letters[0].facts
    assert isinstance(facts, MinutesReadFacts)
    assert facts.members == ("Ana Ruiz", "Ravi Menon")
    assert [each.text for each in facts.agreed] == ["Frau Ott gets the key"]
    assert facts.agreed[0].link.startswith(f"mailto:{LIST}?subject=%5BVOTE%5D")
    assert read_in(decision).attendees == (ANA, RAVI)


def test_their_yes_publishes_them() -> None:
    """And only theirs; a no drops them."""
    acts, asked = sent_by(decided(minutes_mail(), GROUP))
    yes = answered("yes", acts, asked)
    assert acts_of(yes) == [("published", KEY)]
    assert letters_of(yes) == [("M35", (RAVI,))]
    assert yes.records is not None
    assert yes.records.answers == asked.token
    no = answered("no", acts, asked)
    assert (acts_of(no), letters_of(no)) == ([], [("M22", (RAVI,))])
    other = decided(mail("yes", LENA, at=days(11), to=BOT), (*GROUP, *acts), asked=asked)
    assert acts_of(other) == []


def test_a_correction_makes_another_preview() -> None:
    """By lines, or by the whole text again; other words leave the question open."""
    acts, asked = sent_by(decided(minutes_mail(), GROUP))
    lines = answered("attendees: + Lena", acts, asked)
    assert read_in(lines).attendees == (ANA, RAVI, LENA)
    assert letters_of(lines) == [("M35", (RAVI,))]
    again = answered("Present: Ana, Lena\nAGREED: the key stays here", acts, asked)
    assert read_in(again).agreed == ("the key stays here",)
    whole = answered(TEXT.replace("Present", "Attendees"), acts, asked)
    assert (read_in(whole).attendees, read_in(whole).text[:9]) == ((ANA, RAVI), "Attendees")
    words = answered("Thank you, I will look at it.", acts, asked)
    assert (acts_of(words), words.records and words.records.answers) == ([], "")


def unanswered(count: int, at: float = 10) -> tuple[RecordAct, ...]:
    """So many sets of minutes in Ravi's name, half of them of a day that nobody had called."""
    return tuple(
        act(
            RecordVerb.MINUTES,
            KEY if n % 2 else "2026-09-01",
            days(at),
            key=f"minutes {n}",
            by=RAVI,
            when=days(0),
            minutes=Minutes(text=TEXT),
        )
        for n in range(count)
    )


def test_a_flood_of_minutes_in_a_members_name_is_stopped() -> None:
    """Ten that prove nothing may wait for a yes; the writer of another is told, if they ask."""
    nine, ten = (*GROUP, *unanswered(9)), (*GROUP, *unanswered(10))
    assert acts_of(decided(minutes_mail(to=BOT), nine)) == [("minutes", KEY)]
    assert acts_of(decided(minutes_mail(to=BOT), ten)) == []
    by_line = f"#listbot minutes: 2026-09-10\n\n{TEXT}"
    assert acts_of(decided(minutes_mail(by_line, to=BOT), nine)) == [("minutes", KEY)]
    refused = decided(minutes_mail(by_line, to=BOT), ten)
    assert (acts_of(refused), letters_of(refused)) == ([], [("M22", (RAVI,))])


def test_a_flood_stops_nobody_who_proves_who_they_are() -> None:
    """Nor somebody else, nor the same person after a week, or once they said yes."""
    ten = (*GROUP, *unanswered(10))
    assert acts_of(decided(minutes_mail(), ten)) == [("minutes", KEY)]
    assert acts_of(decided(minutes_mail(by=ANA, to=BOT), ten)) == [("minutes", KEY)]
    earlier = (*GROUP, *unanswered(10, at=2))
    assert acts_of(decided(minutes_mail(to=BOT), earlier)) == [("minutes", KEY)]
    out = act(RecordVerb.PUBLISHED, KEY, days(10), text="minutes 1")
    assert acts_of(decided(minutes_mail(to=BOT), (*ten, out))) == [("minutes", KEY)]


def test_minutes_that_are_gone_cannot_be_published() -> None:
    """They were undone in the meantime."""
    _, asked = sent_by(decided(minutes_mail(), GROUP))
    for said in ("yes", "attendees: + Lena"):
        assert acts_of(answered(said, (), asked)) == []


def test_minutes_that_nobody_has_cause_no_letter() -> None:
    """An act about them may be older than what undid them."""
    gone = act(RecordVerb.PUBLISHED, KEY, days(11), text="no such act")
    assert list(of_meetings((gone,), group_case(GROUP), "nonce")) == []


def test_a_meeting_that_did_not_take_place_is_cancelled() -> None:
    """Once whoever wrote so has said yes."""
    text = "We waited and then cancelled the meeting, since nobody came."
    acts, asked = sent_by(decided(minutes_mail(text), GROUP))
    assert acts_of(answered("yes", acts, asked)) == [("meeting-off", KEY)]


@pytest.mark.parametrize(
    "what",
    [
        minutes_mail("Thank you, that was a good meeting."),
        minutes_mail(by=KIM),
        mail(TEXT, RAVI, at=days(10)),
        mail(TEXT, RAVI, at=days(3), answers=INVITATION),
        minutes_mail("See https://example.org/a-nice-picture"),
        minutes_mail("#listbot regrets"),
    ],
)
def test_other_mails_are_no_minutes(what: Mail) -> None:
    """Thanks, strangers, other threads, mails before the meeting, links to other things."""
    assert ("minutes", KEY) not in acts_of(decided(what, GROUP))
    off = replace(RULES, meetings=False)
    assert acts_of(decided(minutes_mail(), GROUP, off)) == []


def test_a_link_is_kept_and_the_people_are_asked_for() -> None:
    """listbot opens no links."""
    found = read_in(decided(minutes_mail("The minutes: https://pad.example.org/p/x"), GROUP))
    assert found == linked("https://pad.example.org/p/x")
    to_bot = mail("https://pad.example.org/p/x", RAVI, at=days(10), answers=INVITATION, to=BOT)
    assert read_in(decided(to_bot, GROUP)).link == "https://pad.example.org/p/x"


def by_line(line: str, text: str = TEXT, by: str = RAVI, **more: object) -> MailDecision:
    """Minutes below a line, in a mail to the bot."""
    what = mail(f"#listbot {line}\n\n{text}", by, at=days(10), to=BOT)
    return decided(what, GROUP, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "key"),
    [("minutes: 2026-09-10", KEY), ("minutes", KEY), ("minutes: 2026-08-13", "2026-08-13")],
)
def test_minutes_come_below_a_line(line: str, key: str) -> None:
    """Of a day, of the last meeting, or of one that nobody had called."""
    decision = by_line(line)
    assert acts_of(decision) == [("minutes", key)]
    acts, asked = sent_by(decision)
    published = answered("yes", acts, asked)
    assert acts_of(published) == [("published", key)]
    held = group_case((*GROUP, *acts, *published.records.acts)).group  # type: ignore[union-attr]
    assert held.meetings[key].is_held
    assert list(held.meetings) == list(dict.fromkeys((KEY, key)))


@pytest.mark.parametrize(
    ("line", "text", "by", "answer"),
    [
        ("minutes: 2026-12-10", TEXT, RAVI, "I do not know which meeting"),
        ("minutes: 2026-09-10", "hello", RAVI, "I found no minutes"),
        ("minutes: 2026-09-10", TEXT, KIM, "Only members of the group"),
    ],
)
def test_minutes_that_cannot_be_taken(line: str, text: str, by: str, answer: str) -> None:
    """The answer says why."""
    decision = decided(mail(f"#listbot {line}\n\n{text}", by, at=days(10)), GROUP)
    assert acts_of(decision) == []
    assert answer in str(decision.letters[0].facts)


def test_where_no_meetings_are_kept_no_minutes_are() -> None:
    """Each part of the record is on by itself."""
    off = decided(mail(f"#listbot minutes\n\n{TEXT}", RAVI), GROUP, replace(RULES, meetings=False))
    assert "keeps no record of that" in str(off.letters[0].facts)


def out() -> tuple[RecordAct, ...]:
    """Published minutes."""
    acts, asked = sent_by(decided(minutes_mail(), GROUP))
    published = answered("yes", acts, asked).records
    assert published is not None
    return (*GROUP, *acts, *published.acts)


def test_a_correction_adds_to_published_minutes() -> None:
    """What it agrees on is asked about: does it replace something?"""
    said = (
        "Correction: Lena was there as well.",
        "AGREED: the key stays",
        "ACTION: Lena to file it",
    )
    text = "\n\n".join(said)
    found = read_in(decided(minutes_mail(text), out()))
    assert found.attendees == (ANA, RAVI, LENA)
    assert found.agreed == ("Frau Ott gets the key", "the key stays")
    assert [each.who for each in found.actions] == ["Ravi", "Lena"]
    assert [each.words for each in found.doubts] == ["the key stays"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("redact: Frau Ott", "Frau Ott"),
        ("redact: 2026-09-10 Frau Ott", "Frau Ott"),
        ("redact: line 2", "AGREED: Frau Ott gets the key"),
    ],
)
def test_words_are_taken_out(line: str, words: str) -> None:
    """Words, or a whole line; with a note of the day."""
    decision = decided(mail(f"#listbot {line}", ANA, at=days(12)), out())
    assert decision.records is not None
    assert [(each.verb, each.text) for each in decision.records.acts] == [("redacted", words)]
    meeting = group_case((*out(), *decision.records.acts)).group.meetings[KEY]
    assert meeting.minutes is not None
    assert words not in meeting.minutes.minutes.text
    assert meeting.minutes.minutes.notes == ("2026-09-13",)


@pytest.mark.parametrize(
    ("line", "by", "answer"),
    [
        ("redact: nobody at all", ANA, "Those words are not"),
        ("redact: in", ANA, "Those words are not"),
        ("redact: line 99", ANA, "Those words are not"),
        ("redact: 2026-01-01 x", ANA, "I know of no minutes"),
        ("redact: Frau Ott", KIM, "Only members of the group"),
    ],
)
def test_words_that_cannot_be_taken_out(line: str, by: str, answer: str) -> None:
    """The answer says why."""
    decision = decided(mail(f"#listbot {line}", by, at=days(12)), out())
    assert acts_of(decision) == []
    assert answer in str(decision.letters[0].facts)
    nothing = decided(mail("#listbot redact: x", ANA, at=days(12)), GROUP)
    assert "I know of no minutes" in str(nothing.letters[0].facts)


PEOPLE = directory(group_case(GROUP))
BASE = Minutes(
    (ANA, "Bob"), ("Kim",), (LENA,), ("one", "two"), (Action("Ana", "x"), Action("", "y")), text="t"
)


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("attendees: + Ravi, Kim", "attendees", (ANA, "Bob", RAVI, "Kim")),
        ("attendees: - Bob", "attendees", (ANA,)),
        ("attendees: Ravi", "attendees", (RAVI,)),
        ("guests: + Bob", "attendees", (ANA,)),
        ("regrets: Ana", "regrets", (ANA,)),
        ("agreed: + three", "agreed", ("one", "two", "three")),
        ("agreed: - 1", "agreed", ("two",)),
        ("agreed: only this", "agreed", ("only this",)),
        ("actions: + Max: z", "actions", (*BASE.actions, Action("Max", "z"))),
        ("actions: - 2", "actions", (Action("Ana", "x"),)),
        ("actions: just this", "actions", (Action("", "just this"),)),
    ],
)
def test_a_line_corrects_one_field(line: str, field: str, value: object) -> None:
    """Added, taken away or replaced; nobody is in two lists."""
    found = corrected(BASE, f"Hello,\n{line}\n", PEOPLE)
    assert found is not None
    assert getattr(found, field) == value
    assert corrected(BASE, "Thank you.", PEOPLE) is None


def test_what_was_left_out_can_be_put_back() -> None:
    """By its number; the record never held it before."""
    minutes = taken(
        "Present: Ana, Ravi\nAGREED: 192.0.2.144 it is\n- Ana to ask 192.0.2.144", PEOPLE
    )
    assert minutes.hidden == ("an IP address",)
    assert minutes.agreed == ("[left out 1] it is",)
    assert "192.0.2.144" not in str(minutes)
    back = corrected(minutes, "left out 1: 192.0.2.144", PEOPLE)
    assert back is not None
    assert back.agreed == ("192.0.2.144 it is",)


def test_a_name_that_fits_several_people_is_asked_about() -> None:
    """As is a name of nobody, and minutes without anybody."""
    roster = Roster((Member("Max Roth", ("max@x.org",)), Member("Max Berger", ("mb@x.org",))))
    people = directory(replace(group_case(), roster=roster))
    found = taken("Present: Max, Ina\nAGREED: x", people)
    assert found.attendees == ("Max", "Ina")
    assert [each.words for each in found.doubts] == ["Max"]
    assert [each.question for each in taken("AGREED: x", people).doubts] == ["Who was there?"]
    fixed = corrected(found, "attendees: + Max Roth", people)
    assert fixed is not None
    assert fixed.attendees == ("Max", "Ina", "max@x.org")


def test_a_text_that_nobody_has_looked_through_is_not_kept() -> None:
    """Secrets are looked for up to a length; what stands behind that is left out, and asked for."""
    long = f"{TEXT}\n{'We talked about disks. ' * 5000}\nThe password is Xy77zzkkq!"
    minutes = taken(long, directory(group_case(GROUP)))
    assert (len(minutes.text), "Xy77zzkkq" in minutes.text) == (100_000, False)
    assert [each.question for each in minutes.doubts] == [TOO_LONG]
