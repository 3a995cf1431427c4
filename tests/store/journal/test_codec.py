"""The inputs, and how they are written and read again."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import msgspec
import pytest

from listbot.mail import Arrival
from listbot.mail.authorship import Heard, KeyAnswer, KeyAnswers
from listbot.model.inputs import (
    AsideInput,
    CopyInput,
    DropInput,
    Handling,
    Input,
    KeyInput,
    MailInput,
    RetryInput,
    RulesInput,
    TickInput,
)
from listbot.model.list_rules import ListRole
from listbot.store.journal.codec import KINDS, TYPES, read_as, read_input, write
from tests.playing import BOT, LIST, START, Post, rules

KEY = KeyAnswer("s1._domainkey.example.org", Heard.RECORD, ("v=DKIM1; p=abc",))
INPUTS: tuple[Input, ...] = (
    MailInput("imap:INBOX.infra", START, "ana@example.org", archived=True),
    MailInput("lmtp", START, "", archived=False),
    MailInput("lmtp", START, "", envelope_to="infra+t1-k3@example.org", nonce="00112233445566ff"),
    rules(),
    RulesInput(()),
    TickInput(START, {LIST: START}),
    RetryInput((3, 4), "ana", "a new version reads it"),
    RetryInput((), "ana", "a new version decides it", ("V-1",)),
    DropInput((3, 4), "ana", "spam"),
    AsideInput(Handling.TICK, "V-1", "it ended the daemon", START),
    MailInput("lmtp", START, key_answers=KeyAnswers((KEY,))),
    CopyInput(f"{LIST} {'0' * 64}", "lmtp", START, KeyAnswers((KEY,))),
    KeyInput(f"{LIST} {'0' * 64}", (KEY, KeyAnswer(KEY.name, Heard.NO_ANSWER)), START),
)


@pytest.mark.parametrize("happened", INPUTS)
def test_an_input_is_read_as_it_was_written(happened: Input) -> None:
    """To the last field, and always in the same words."""
    text = write(happened)
    assert read_input(KINDS[type(happened)], text) == happened
    assert write(read_input(KINDS[type(happened)], text)) == text


def test_every_kind_has_one_name() -> None:
    """The column `kind` says which type it is."""
    assert {TYPES[name]: name for name in TYPES} == KINDS


def test_an_unknown_kind() -> None:
    """Perhaps from a newer listbot; never guessed."""
    with pytest.raises(KeyError):
        read_input("dream", "{}")


def test_a_text_of_another_shape() -> None:
    """It is refused rather than read as something similar."""
    with pytest.raises(msgspec.ValidationError):
        read_as(TickInput, '{"who": "ana"}')


def test_an_arrival_again() -> None:
    """What the edge knew is still known when the mail is read again under the rules in force."""
    in_force = rules()
    arrival = replace(
        Post("p").arrival(in_force),
        envelope_from="ana@example.org",
        envelope_to="infra+t1-k3@example.org",
        nonce="00112233445566ff",
    )
    again = MailInput.of(arrival).arrival(in_force.of(LIST), arrival.raw)
    assert again == arrival
    assert isinstance(again, Arrival)


def test_a_mail_of_an_older_listbot() -> None:
    """It had neither recipient nor nonce; its journal can still be read."""
    older = '{"source":"lmtp","arrived":"2026-03-01T12:00:00Z","envelope_from":"","archived":false}'
    expected = MailInput("lmtp", datetime(2026, 3, 1, 12, tzinfo=UTC), "")
    assert read_as(MailInput, older) == expected


def test_rules_of_an_older_listbot() -> None:
    """It had no help desks; its lists get the rules of an unused one."""
    before = rules()
    text = write(before)
    without = re.sub(r',"desk":\{[^{}]*\}', "", text)
    assert without != text
    assert read_as(RulesInput, without) == before


def test_rules_of_an_address() -> None:
    """A watched one is found; anything else is the caller's mistake."""
    assert rules().of(BOT).role is ListRole.BOT
    with pytest.raises(KeyError, match=r"nobody@example\.org"):
        rules().of("nobody@example.org")


@pytest.mark.parametrize("sender", ["a\0b@example.org", "\udce9@example.org"])
def test_odd_characters_of_the_envelope_can_be_written(sender: str) -> None:
    """A NUL or a lone surrogate in MAIL FROM must not keep a mail from being stored."""
    arrival = replace(Post("p").arrival(rules()), envelope_from=sender, envelope_to=sender)
    text = write(MailInput.of(arrival))
    assert "\0" not in text
    assert text.encode()
