"""Newcomers: who is one, who is told of them, and what ends it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from listbot.decide import on_mail
from listbot.letters.facts.newcomers import NewcomersFacts
from listbot.letters.facts.tickets import TicketOpenedFacts
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.desk_case import DeskCase
from listbot.model.list_rules import ListRole
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.folding import fold
from listbot.model.records.newcomers import Starter
from listbot.model.records.rules import GroupRules
from listbot.records.decide import on_look
from listbot.records.introducing import introduces, offers_help
from tests.records.building import (
    ANA,
    BOT,
    KIM,
    LENA,
    LIST,
    ON_LIST,
    RAVI,
    RULES,
    START,
    act,
    acts_of,
    at_look,
    days,
    group_case,
    joined,
    letters_of,
    mail,
)

HOUR = timedelta(hours=1)
HELLO = "Hello, I keep a mirror in Graz and read along."
SUPPORT = replace(ON_LIST, address="infra-support@example.org", role=ListRole.SUPPORT)


def came(*who: str, first: str = "<first@example.org>") -> tuple[RecordAct, ...]:
    """The acts by which these people are newcomers."""
    return tuple(
        act(RecordVerb.INTRODUCED, each, text="hello", names=(LIST,), mail=first) for each in who
    )


def found(
    what: Mail, acts: tuple[RecordAct, ...] = (), rules: GroupRules = RULES, *, is_new: bool = True
) -> list[tuple[str, str]]:
    """What a mail to the list means for the record."""
    group = replace(group_case(acts, rules), is_new=is_new)
    return acts_of(on_mail(what, Case(ON_LIST, None, group=group)))


def at_desk(what: Mail, acts: tuple[RecordAct, ...] = ()) -> list[tuple[str, str]]:
    """What a mail to the help desk means for the record."""
    group = replace(group_case(acts), is_new=True)
    return acts_of(on_mail(what, DeskCase(SUPPORT, group=group)))


def test_a_strangers_first_thread_is_a_beginning() -> None:
    """The group is told within the hour, so the record is looked at before that."""
    group = replace(group_case(), is_new=True)
    decision = on_mail(mail(HELLO, KIM, subject="Mirrors"), Case(ON_LIST, None, group=group))
    assert decision.records is not None
    (introduced,) = decision.records.acts
    assert (introduced.verb, introduced.about, introduced.name) == ("introduced", KIM, "Kim Sato")
    assert (introduced.text, introduced.names) == ("Mirrors", (LIST,))
    assert decision.records.look == START + timedelta(minutes=45)
    assert decision.letters == ()


@pytest.mark.parametrize(
    "what",
    [
        mail("+1", KIM, answers="<vote@example.org>"),
        mail("I agree with Lena.", KIM, answers="<talk@example.org>"),
        mail("I agree with Lena.", KIM, subject="Re: talk"),
        mail("#listbot join: mirrors", KIM),
        mail("", KIM),
        mail(HELLO, ANA),
        mail(HELLO, KIM, to=BOT),
        mail(HELLO, KIM, headers="Auto-Submitted: auto-replied\n"),
        mail(HELLO, KIM, at=days(-1)),
    ],
    ids=[
        "a vote",
        "an answer",
        "an answer that lost its thread",
        "only a command",
        "nothing",
        "a member of the project",
        "to the bot",
        "a machine",
        "history",
    ],
)
def test_these_introduce_nobody(what: Mail) -> None:
    """Votes, plain answers, commands, machines, members and history are not a beginning."""
    assert found(what) == []


def test_an_answer_that_says_hello_is_a_beginning() -> None:
    """Some people begin below somebody else's mail."""
    hello = mail("+1, and hello: I'm new here.", KIM, answers="<vote@example.org>")
    assert found(hello) == [("introduced", KIM)]


def test_only_a_first_mail_introduces() -> None:
    """Somebody who wrote before is not new, and nobody is introduced twice."""
    assert found(mail(HELLO, KIM), is_new=False) == []
    assert found(mail(HELLO, KIM), came(KIM)) == []


@pytest.mark.parametrize("rules", [replace(RULES, members=False), replace(RULES, hello_days=0)])
def test_a_group_may_mind_no_newcomers(rules: GroupRules) -> None:
    """Without members, or with no days to answer in, nothing is noticed."""
    assert found(mail(HELLO, KIM), rules=rules) == []
    look = on_look(at_look(days(1), (*came(KIM), *joined(ANA)), rules))
    assert look.letters == ()


def test_at_the_help_desk_only_an_offer_of_help_counts() -> None:
    """There nearly everybody is a stranger with a request."""
    assert at_desk(mail("The wiki is down.", KIM, to=SUPPORT.address)) == []
    offer = mail("I would like to help with the mirrors.", KIM, to=SUPPORT.address)
    assert at_desk(offer) == [("introduced", KIM)]


def test_an_answer_by_one_of_us_is_a_welcome() -> None:
    """In the thread or in the ticket; the newcomer's own answer is not one."""
    first = "<first@example.org>"
    answer = mail("Welcome!", ANA, answers=first)
    assert found(answer, came(KIM)) == [("greeted", KIM)]
    assert found(answer, (*came(KIM), act(RecordVerb.GREETED, KIM, days(1)))) == []
    assert found(mail("Anybody?", KIM, answers=first), came(KIM)) == []
    assert found(mail("Welcome!", ANA, answers="<other@example.org>"), came(KIM)) == []


def test_who_comes_into_the_group_has_been_answered() -> None:
    """A newcomer who is a member waits for nobody."""
    look = on_look(at_look(START + HOUR, (*came(LENA), *joined(LENA, ANA))))
    assert acts_of_look(look) == []


def acts_of_look(look: object) -> list[tuple[str, str]]:
    """The acts of a look."""
    return acts_of(look)  # type: ignore[arg-type]


def test_the_group_is_told_of_several_in_one_letter() -> None:
    """Once the first has waited for three quarters of an hour; then nobody is told again."""
    acts = (*joined(ANA, LENA), *came(KIM, RAVI))
    early = on_look(at_look(START + HOUR / 2, acts))
    assert (acts_of_look(early), early.due) == ([], START + timedelta(minutes=45))
    look = on_look(at_look(START + HOUR, acts))
    assert letters_of(look) == [("M36", (ANA, LENA))]  # type: ignore[arg-type]
    assert acts_of_look(look) == [("told-of", KIM), ("told-of", RAVI)]
    assert look.records is not None
    again = on_look(at_look(START + 2 * HOUR, (*acts, *look.records.acts)))
    assert again.letters == ()


def test_a_greeter_is_told_in_the_groups_place() -> None:
    """With the tickets that are marked for newcomers."""
    rules = replace(RULES, greeter=LENA)
    case = replace(
        at_look(START + HOUR, (*joined(ANA), *came(KIM, RAVI)), rules),
        starters=(Starter("T-1", "Renew it"),),
    )
    (letter,) = on_look(case).letters
    assert letter.recipients == (LENA,)
    assert isinstance(letter.facts, NewcomersFacts)
    assert (letter.facts.name, letter.facts.others) == ("Kim Sato", 1)
    assert [ticket.key for ticket in letter.facts.starters] == ["T-1"]


def test_nobody_to_tell_means_no_letter() -> None:
    """A group without members or an address of its own is told by the recap alone."""
    look = on_look(at_look(START + HOUR, came(KIM)))
    assert (look.letters, acts_of_look(look)) == ((), [])


def test_somebody_from_long_ago_is_not_told_of() -> None:
    """A record that was off for months begins quietly."""
    look = on_look(at_look(days(61), (*joined(ANA), *came(KIM))))
    assert look.letters == ()


def test_acts_that_fit_nobody_change_nothing() -> None:
    """Somebody who was never introduced can be neither greeted nor told of."""
    acts = (act(RecordVerb.GREETED, KIM), act(RecordVerb.TOLD_OF, KIM))
    assert fold(acts).newcomers == {}
    later = replace(came(KIM)[0], key="later", mail="<second@example.org>")
    once = fold((*came(KIM), later))
    assert [each.mail for each in once.newcomers.values()] == ["<first@example.org>"]


OFFERS = (
    "I would like to help with the mirrors.",
    "Hi! I'd love to contribute to the infrastructure.",
    "I am looking for a way to contribute.",
    "How can I help?",
    "Where can I get involved, please?",
    "I'm offering my time for the wiki.",
    "Ich würde gerne bei euch mithelfen.",
    "Hallo, ich möchte gerne mitmachen.",
    "Bonjour, je voudrais contribuer.",
    "J'aimerais bien vous aider.",
)
HELLOS = (
    "Hi, let me introduce myself.",
    "My name is Kim.",
    "I'm new to this list.",
    "Ich bin neu hier.",
    "Ich heiße Kim.",
    "Je me présente: Kim.",
)
NEITHER = (
    "I would like you to help me with my account.",
    "Please help, the wiki is down.",
    "Let me know if I can help.",
    "Happy to help with testing the fix.",
    "Can anybody help?",
    "I would like to help my users log in.",
    "The name is wrong in the footer.",
    "I don't want to contribute to the noise.",
)


@pytest.mark.parametrize("words", OFFERS)
def test_an_offer_of_help_is_heard(words: str) -> None:
    """In English, German and French; an offer says hello, too."""
    assert (offers_help(words), introduces(words)) == (True, True)


@pytest.mark.parametrize("words", HELLOS)
def test_an_introduction_is_heard(words: str) -> None:
    """It is not an offer of help."""
    assert (offers_help(words), introduces(words)) == (False, True)


@pytest.mark.parametrize("words", NEITHER)
def test_requests_and_polite_phrases_are_neither(words: str) -> None:
    """Who asks for help, or is ready to test a fix, is a user of the service."""
    assert (offers_help(words), introduces(words)) == (False, False)


def test_only_the_first_letter_to_somebody_who_offers_help_names_the_list() -> None:
    """With the tickets for newcomers; a request's first letter stays as it is."""

    def first_letter(words: str) -> TicketOpenedFacts:
        group = replace(
            group_case(), is_new=True, community=LIST, starters=(Starter("T-1", "Renew it"),)
        )
        what = mail(f"{words}\n\n#listbot help", KIM, to=SUPPORT.address)
        letters = on_mail(what, DeskCase(SUPPORT, group=group)).letters
        return next(each.facts for each in letters if isinstance(each.facts, TicketOpenedFacts))

    offer, request = first_letter("I want to contribute."), first_letter("The wiki is down.")
    assert (offer.community, [each.key for each in offer.starters]) == (LIST, ["T-1"])
    assert (request.community, request.starters) == ("", ())
