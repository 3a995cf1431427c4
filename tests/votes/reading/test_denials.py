"""Values that the words beside them deny, bind, or give for somebody else."""

import pytest

from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import VIEW, reply, told

ASKED = [
    "I was going to say +1 but no",
    "I would be +1 if I had a vote",
    "My +1 is gone",
    "+1, just kidding",
    "+1 (not serious)",
    "+1 (joke, do not count this)",
    "+1 against",
    "+1 against this",
    "+1 for rejecting this",
    "+1/-1",
    "-1/+1, undecided",
    "+1, condition: Bo agrees",
    "+1 iff Bo agrees",
    "+1, but wait until Monday please",
    "+1 but hold it until I am back",
    "+1 with Bo's agreement",
    "+1 for Carol, who is on holiday",
    "As Carol's deputy: +1",
    "I vote +1 for my boss",
    "Speaking for the whole team: +1",
    "+1 from my team",
    "+1 (Carol)",
    "My +1 no longer stands",
    "+1 /s",
    "+1. Not.",
    "+1 ... NOT!",
    "+1, +1, -1",
    "+1; -1 and +1 (people still edit it)",
]
CAST = [
    "+1, no joke",
    "+1, not kidding",
    "+1, not serious enough to block",
    "+1, this is a joke of a disk",
    "+1 (Kim)",
    "+1 (PMC)",
    "+1 (Committer)",
    "+1 (with pleasure)",
    "I was going to say -1, but now I am +1",
    "I was going to say the same: +1",
    "My +1 is for the disk",
    "+1 against all odds",
    "+1 for the move",
    "+1 for Debian, which is stable",
    "+1, but do not wait for me",
    "+1, but hold your horses",
    "+1 with Bo's patch",
    "+1 from my side",
    "Speaking for myself: +1",
    "As Bo's mail says: +1",
    "My +1 stands",
    "+1. Not sure about the date.",
    "+1, +1",
]
BOUND_ABROAD = [
    "+1 hvis det finnes en kopi",
    "+1, dersom vi beholder en kopi",
    "+1 om vi behåller en kopia",
    "+1 jos varmuuskopio säilyy",
    "+1, kunhan varmuuskopio säilyy",
    "+1, feltéve hogy marad mentés",
    "+1, ama yalnızca yedek kalırsa",
    "+1 yedek kalması şartıyla",
    "+1 dacă păstrăm o copie",
    "+1 ako zadržimo kopiju",
    "+1, якщо лишиться копія",
    "+1 εφόσον μείνει αντίγραφο",
    "如果保留备份，我投+1",
    "+1，前提是保留备份",
    "バックアップを残すなら、+1です。",
    "백업이 남는다면 +1",
]
DENIED_ABROAD = [
    "No doy mi +1 todavía",
    "No puedo dar mi +1",
    "Não dou o meu +1 ainda",
]


@pytest.mark.parametrize("body", ASKED)
def test_a_value_that_its_own_words_deny_or_bind_is_asked_about(body: str) -> None:
    """Nothing is counted, and its writer is asked."""
    reading = read_votes(reply(body), VIEW)

    assert (reading.casts, bool(reading.doubts)) == ((), True)


@pytest.mark.parametrize("body", BOUND_ABROAD)
def test_a_condition_is_one_in_any_language_that_we_have_a_row_for(body: str) -> None:
    """Their words for "if" are few, so all of them are known."""
    assert told(read_votes(reply(body), VIEW)) == ("unclear +1",)


@pytest.mark.parametrize("body", DENIED_ABROAD)
def test_a_value_that_is_not_given_is_no_vote_in_any_of_these_languages(body: str) -> None:
    """The first word of the sentence denies it."""
    assert told(read_votes(reply(body), VIEW)) == ("nothing",)


@pytest.mark.parametrize(
    "body",
    ["+1 jag är överens", "+1 jeg er enig", "もう2か月動いているので、+1です。", "新主机很快，+1"],
)
def test_other_words_of_these_languages_bind_nothing(body: str) -> None:
    """They are counted as before."""
    assert told(read_votes(reply(body), VIEW)) == ("+1",)


PASSED_ON = [
    'Mats asked me to pass on:\n\n"+1, go for it"',
    "Mats asked me to forward this: +1",
    "Forwarding for Mats: +1",
    "Mats asked me to forward this:\n\n+1",
    "From Mats:\n\n+1",
    "Mats cannot write to this list.\n\nMail: mats@example.net\nSent: Mon, 7 Sep 2026 10:12\n\n+1",
]
OWN = [
    "From Kim:\n\n+1",
    "From me:\n\n+1",
    "Bo asked me to test it: +1",
    "Thanks for forwarding this: +1",
    "Thanks for passing this on:\n\n+1",
    "As requested, forwarding my vote: +1",
    "From my side:\n\n+1",
    "Regarding the forward zone:\n\n+1",
    "Mail: kim@example.org\n\n+1",
    "Sent: Mon, 7 Sep 2026 10:12\n\n+1",
]


@pytest.mark.parametrize("body", PASSED_ON)
def test_a_mail_that_is_passed_on_casts_no_vote(body: str) -> None:
    """What stands below such a line or header is somebody else's, and must come from them."""
    assert told(read_votes(reply(body), VIEW)) == ("unclear +1",)


@pytest.mark.parametrize("body", OWN)
def test_lines_that_look_like_that_leave_the_vote_to_its_writer(body: str) -> None:
    """They name the writer, or pass nothing on."""
    assert told(read_votes(reply(body), VIEW)) == ("+1",)


@pytest.mark.parametrize("body", CAST)
def test_a_value_beside_words_like_those_is_cast(body: str) -> None:
    """The counter-examples: they look alike, and mean the vote."""
    assert told(read_votes(reply(body), VIEW)) == ("+1",)


def test_a_plus_and_a_minus_in_one_sign_choose_nothing() -> None:
    """It has no sign that could be counted."""
    assert told(read_votes(reply("+/-1"), VIEW)) == ("unclear 1",)
