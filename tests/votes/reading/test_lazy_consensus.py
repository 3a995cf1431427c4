"""How answers to a call for lazy consensus affect it."""

from dataclasses import replace

import pytest

from listbot.mail import Level
from listbot.model.disposition import Disposition
from listbot.model.policy import Policy
from listbot.model.proposal import Entry
from listbot.model.reading import Cast, CastKind, Doubt, Parent, Reading, ThreadView
from listbot.votes.counting.counted import Tally
from listbot.votes.counting.tally import count
from listbot.votes.reading.lazy_consensus import AGREES, HARMLESS, KNOWN, REJOICES, TALKS
from listbot.votes.reading.reading import CONTENT, read_votes
from listbot.votes.text.findings import MAY_OBJECT
from tests.votes.counting.ballots import CLOSES, SUBSTANTIAL, entry, proposal, vote
from tests.votes.reading.cases import VIEW, reply, told
from tests.votes.reading.test_sentences import sentences

CALL = replace(VIEW, silent=True)
DEEP = replace(CALL, answers_opening=False, parent=Parent.TALKS)
DOUBT = Doubt("The ARM builders talk to it.", 1, MAY_OBJECT, "-1")


def answer(body: str, subject: str = "Re: A neutral proposal") -> Reading:
    return read_votes(reply(body, subject, name="Zoe"), CALL)


@pytest.mark.parametrize("sentence", sentences("broken"))
def test_any_objection_holds_a_silence(sentence: str) -> None:
    """There is a doubt, or a vote against: no table of objections has all of these."""
    reading = answer(sentence)

    assert reading.doubts or any(cast.is_against for cast in reading.casts)


@pytest.mark.parametrize("sentence", sentences("whole"))
def test_thanks_agreement_and_questions_leave_it_whole(sentence: str) -> None:
    """No doubt, and no vote against."""
    reading = answer(sentence)

    assert not reading.doubts
    assert not any(cast.is_against for cast in reading.casts)


@pytest.mark.parametrize(
    "body",
    [
        "Hi Ana,\n\nThanks!\n\nZoe\n",
        "hi ana\n\nthanks for the work\n\nzoe\n",
        "Hello Ana,\n\nHow long will that take? The list is long.\n\nZoe van den Berg\n",
        "Done.\n",
        "...\n",
        "+1, the ARM builders talk to it.\n",
        "0\n\nThe ARM builders talk to it.\n",
        "I withdraw my objection. The ARM builders were moved.\n",
        "#listbot help\n",
    ],
)
def test_nothing_to_ask_about(body: str) -> None:
    """Greetings and names say nothing; a number says everything."""
    assert not answer(body).doubts


@pytest.mark.parametrize(
    "body",
    [
        "???\n",
        "Hi all, we use it\n",
        "Thanks for the work. The ARM builders talk to it.\n",
        "Thanks.\n\nwe build on it\n",
        "Yes. The robots have no phone.\n",
        "Sounds good, but the ARM builders still talk to it.\n",
        "Sounds good. And who will look after it?\n",
        "Great. We depend on it for ARM.\n",
        "Great, though nobody has told the users.\n",
        "Great! And why the hurry?\n",
        "I don't think that makes sense.\n",
        "I'll have to ask our lawyers.\n",
        "Is there a page about it? We still depend on it.\n",
        "How long will it take? Will our robots stop?\n",
    ],
)
def test_a_good_word_does_not_excuse_all(body: str) -> None:
    """A loss, a lack or a question after it still holds the silence."""
    reading = answer(body)

    assert reading.doubts or any(cast.is_against for cast in reading.casts)


def test_the_doubt_shows_the_line_that_left_it() -> None:
    """The writer is asked about that line, and words in favour beside it are not a vote."""
    assert answer("Hi Ana,\n\nThe ARM builders talk to it.\n") == Reading(
        Disposition.UNCLEAR,
        MAY_OBJECT,
        doubts=(Doubt("The ARM builders talk to it.", 3, MAY_OBJECT, "-1"),),
        reasoned=True,
    )
    assert told(answer("Yes. The robots have no phone.\n")) == ("unclear -1",)


def test_only_a_call_for_silence_is_read_so() -> None:
    """In an ordinary vote a remark is a remark, and a brief one is asked about."""
    brief = "The ARM builders talk to it."
    long = f"{brief} They are in the cellar. They have no fans. Nobody hears them."

    assert told(read_votes(reply(brief, name="Zoe"), VIEW)) == ("unclear None",)
    assert told(read_votes(reply(long, name="Zoe"), VIEW)) == ("nothing",)
    assert told(read_votes(reply(long, name="Zoe"), CALL)) == ("unclear -1",)


def test_the_proposer_and_an_ending_do_not_break_the_silence() -> None:
    """They continue to talk about what they proposed."""
    assert told(read_votes(reply("The ARM builders talk to it.", name="Pat"), CALL)) == ("nothing",)
    assert told(answer("We keep it.", "[CANCEL] A neutral proposal")) == ("nothing",)


def test_deeper_in_a_thread_people_talk() -> None:
    """Only below a vote or a mere question is an answer still one to the proposal."""
    mail = reply("It is. The ARM builders talk to it.", name="Zoe")

    assert told(read_votes(mail, DEEP)) == ("nothing",)
    for parent in (Parent.VOTES, Parent.AGAINST, Parent.ASKS):
        assert told(read_votes(mail, replace(DEEP, parent=parent))) == ("unclear -1",)


BELOW_TALK = [
    ("This will break the ARM builders.", "unclear -1"),
    ("I know them. I would rather wait.", "unclear -1"),
    ("I use it every day.", "unclear -1"),
    ("This is new, and prone to errors.", "unclear -1"),
    ("The old one is prone to errors.", "nothing"),
    ("I am concerned about the cellar.", "unclear -1"),
    ("I am concerned. It is wet. It is dark. It is far away.", "nothing"),
    ("Would this break the ARM builders?", "nothing"),
    ("I agree with it.", "nothing"),
    (
        "This will break some builders. They are old. They were moved. All that is fine with me.",
        "nothing",
    ),
    ("This will break it. " + "It rains. " * 12, "nothing"),
]


@pytest.mark.parametrize(("body", "expected"), BELOW_TALK)
def test_below_talk_words_known_from_objections_hold(body: str, expected: str) -> None:
    """Firm ones, and soft ones of a brief mail; what takes many sentences discusses."""
    reading = read_votes(reply(body, name="Zoe"), DEEP)

    assert told(reading) == (expected,)


BELOW_A_QUESTION = [
    ("It is.", "nothing"),
    ("The one in the second rack.", "nothing"),
    ("The one that our builders need.", "unclear -1"),
    ("It is. Thanks for asking.", "nothing"),
    ("It is. A rented box serves us better.", "unclear -1"),
    ("It is. Over my dead body.", "-1 words explained"),
    ("Looks much better now, and less likely to break.", "nothing"),
    ("Thanks!", "nothing"),
]


@pytest.mark.parametrize(("body", "expected"), BELOW_A_QUESTION)
def test_below_a_mere_question(body: str, expected: str) -> None:
    """The first sentence may answer it; whatever follows speaks to the proposal."""
    view = replace(DEEP, parent=Parent.ASKS)

    assert told(read_votes(reply(body, name="Zoe"), view)) == (expected,)


def test_a_mail_only_asks() -> None:
    """If all of it is questions, whoever writes it; outside calls for silence nobody looks."""
    question = reply("Hi,\n\nWhich host is it, the one in the second rack?\n\nZoe", name="Zoe")

    assert read_votes(question, CALL).asks
    assert read_votes(question, replace(CALL, proposer="zoe@example.org")).asks
    assert not read_votes(question, VIEW).asks
    for body in ("Which host is it? I know two.", "Thanks!", "+1. Which host is it?"):
        assert not read_votes(reply(body, name="Zoe"), CALL).asks


def test_a_content_writer_says_so() -> None:
    """Among many other words; followed by a "but", it does not count."""
    content = (
        "I know these builders. They are old. They were moved. The plan itself is fine with me."
    )

    assert read_votes(reply(content, name="Zoe"), DEEP).is_content
    assert not read_votes(
        reply(f"{content[:-1]}, but we still need them.", name="Zoe"), DEEP
    ).is_content
    assert not read_votes(
        reply("I know them. They are not fine with me.", name="Zoe"), DEEP
    ).is_content
    assert not read_votes(reply("...", name="Zoe"), DEEP).is_content


def silent() -> Policy:
    return replace(SUBSTANTIAL, silence=True)


def tally_of(policy: Policy, *entries: Entry) -> Tally:
    return count(replace(proposal(), policy=policy), entries, frozenset(), CLOSES)


def doubted(hour: int, reason: str = MAY_OBJECT) -> Entry:
    return replace(entry("ana@example.org", hour), doubts=(replace(DOUBT, reason=reason),))


def content(hour: int, level: Level = Level.LIST_VOUCHED) -> Entry:
    return replace(entry("ana@example.org", hour), is_content=True, level=level)


def test_other_policies_do_not_count_it() -> None:
    """Other policies ignore it, even if the class was raised after the mail was read."""
    assert len(tally_of(silent(), doubted(1)).unanswered) == 1
    assert tally_of(SUBSTANTIAL, doubted(1)).unclear == ()


def test_it_is_settled_by_its_writer() -> None:
    """The writer settles it later, in an equally certain mail; other doubts are not settled
    like this.
    """
    assert tally_of(silent(), doubted(1), content(2)).unanswered == ()
    assert tally_of(silent(), doubted(1), entry("ana@example.org", 2, vote("+1"))).unanswered == ()
    assert len(tally_of(silent(), doubted(2), content(1)).unanswered) == 1
    assert len(tally_of(silent(), doubted(1), content(2, Level.UNVERIFIED)).unanswered) == 1
    assert (
        len(tally_of(silent(), doubted(1, "a condition cannot be tallied"), content(2)).unanswered)
        == 1
    )


def test_a_mail_meant_for_another_thread() -> None:
    """A yes in it is asked about; a no stands until it is withdrawn, which "my -1 was meant
    for ..." does.
    """
    assert told(answer("+1. Oh, that was meant for the other thread.")) == ("unclear +1",)
    assert told(answer("+1\n\nSorry, wrong list!\n")) == ("unclear +1",)
    assert told(answer("-1, it breaks DNS.\n\nSorry, wrong list!\n")) == ("-1 explained",)
    assert told(answer("+1, the wrong thread pool was in use")) == ("+1",)
    assert answer("Sorry, my +1 was meant for the other thread.").casts == (
        Cast(CastKind.WITHDRAW, None, "Sorry, my +1 was meant for the other thread.", 1),
    )


def test_a_mail_of_commands_stays_one() -> None:
    """A mail of commands stays one, but other words in it may still object."""
    reading = answer("The ARM builders talk to it.\n\n#listbot class: substantial\n")

    assert (reading.disposition, told(reading)) == (Disposition.COMMAND, ("unclear -1",))


RULES = [
    ("Fine by me.", CALL, None),
    ("Nobody will miss it.", CALL, AGREES),
    ("Wonderful news!", CALL, REJOICES),
    ("Which host is it?", CALL, HARMLESS),
    ("The ARM builders talk to it.", CALL, MAY_OBJECT),
    ("It rains.", DEEP, TALKS),
    ("I was wrong about the builders.", DEEP, CONTENT),
    ("This will break the builders.", DEEP, KNOWN),
    ("The vote has 3 +1 so far.", CALL, MAY_OBJECT),
]


@pytest.mark.parametrize(("body", "view", "rule"), RULES)
def test_the_rule_that_decided_is_told(body: str, view: ThreadView, rule: str | None) -> None:
    """In the words that `explain` shows; a vote in words says so itself."""
    reading = read_votes(reply(body, name="Zoe"), view)

    assert reading.why == (rule or "votes +1 in words on line 1")
