"""Kinds of harmless answers to a call for silence, each beside mails that look like it and hold."""

from dataclasses import replace

import pytest

from listbot.mail import Mail
from listbot.model.reading import Parent
from listbot.votes.reading.reading import read_votes
from listbot.votes.text.wordless import ATTACHED
from tests.mail.arrivals import mail
from tests.votes.reading.cases import VIEW, reply, told

CALL = replace(VIEW, silent=True)
BELOW = replace(CALL, answers_opening=False, parent=Parent.ASKS)
HARMLESS = [
    "Merci pour le travail, Pat.",
    "Danke für die Zusammenfassung!",
    "Merci Pat, c'est gentil de t'en charger !",
    "Vielen Dank!",
    "Grazie mille Pat, gentile!",
    "Tack!\n\nKim\n",
    "ありがとうございました。",
    "谢谢大家！",
    "Thanks Pat, very kind of you.",
    "Greatly appreciated!",
    "Does this cover the mirrors that students run?",
    "Is it the night of Thursday or Friday?",
    "Will it be the 3rd or the 4th?",
    "I'm up late anyway, so ring me if you want a second pair of hands.",
    "I must admit that I muted it long ago. Sorry!",
    "I had a filter for it.",
    "Von mir aus gern!",
    "Kein Problem, Pat.",
    "Prima, danke!",
    "D'accord pour moi, merci Pat !",
    "Per me va benissimo, grazie Pat.",
    "了解しました。よろしくお願いします。",
    "Wie lange dauert das?",
    "Well explained, Pat, and you are a hero for doing it.",
    "I moved mine last week.",
    "Great, I meant to do it myself but never had the time.",
    "The page says May where you mean March.",
    "Is the museum included, or is it only ours?",
    "Signed off by the board.",
    "Wonderful. It went in May, and nobody noticed.",
]
HOLDS = [
    "Merci pour le travail, les listes y sont.",
    "Merci Pat, mais j'attends la fin du mois.",
    "Danke Pat, nett, wir nutzen es noch.",
    "Danke, das geht nicht.",
    "Great idea! Unfortunately our builders use it.",
    "Agreed, the builders just need it until May.",
    "Merci de laisser le serveur en place.",
    "Gracias Pat, los traductores leen esa lista cada semana en el tren de la tarde a casa.",
    "対応ありがとうございますが待ってほしいです。",
    "Does it cover anybody who needs the old one?",
    "Is it a joke or a plan?",
    "I must read it every day.",
    "Ja, bei uns laufen noch zwei Roboter.",
    "Passt mir gar nicht.",
    "Passt, Pat meint es gut.",
    "Prima, und wer liest dann mit?",
    "Oui, on s'en sert tous les mardis.",
    "Gut ist das?",
    "Wie lange sollen wir noch warten?",
    "Von mir aus gern, und von den Leuten im Museum, die dort jeden Dienstag proben und singen und "
    "tanzen, auch, sagen sie, und sie sagen es gern und laut und oft.",
    "Well explained. Half of my crew is there.",
    "You are a hero, but half of my crew is there.",
    "I moved mine last week, and it took days.",
    "I wanted to do it myself but forgot.",
    "Great, I wanted to do it but nobody else has the time.",
    "Great, nur lesen dort zwei Roboter mit.",
    "Ok pour moi, mais on s'en sert.",
    "Fine with me, but let us export the rooms.",
    "Makes sense in principle.",
    "Is it only ours?",
    "Agreed?",
    "I can help. The school meets there.",
    "Wonderful. Ours has not moved.",
    "Two scripts break, so ring me if you want a second pair of hands.",
]


@pytest.mark.parametrize("body", HARMLESS)
def test_harmless_answers_leave_the_silence_whole(body: str) -> None:
    """Thanks in any language, questions about a fact, offers, and what people own up to."""
    assert told(read_votes(reply(body), CALL)) == ("nothing",)


@pytest.mark.parametrize("body", HOLDS)
def test_what_looks_like_them_holds(body: str) -> None:
    """Thanks with a "but", a need or a plea behind them are not mere thanks."""
    assert told(read_votes(reply(body), CALL)) == ("unclear -1",)


@pytest.mark.parametrize(
    "body",
    [
        "OK for me as soon as the builders have moved.",
        "Einverstanden, aber wir lesen dort mit.",
        "Makes sense, aber zwei Roboter lesen dort mit.",
        "Makes sense for the small ones, just not for ours.",
    ],
)
def test_a_yes_with_a_reservation_holds(body: str) -> None:
    """Its writer is asked whether it is a yes to all of it."""
    assert told(read_votes(reply(body), CALL)) == ("unclear +1",)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The pages only. The rest went in May, and nobody noticed.", "nothing"),
        ("The pages only. The rest went in May, and no one complained.", "nothing"),
        ("The pages only. The backup broke, and nobody noticed.", "unclear -1"),
        ("The pages only. It has no alarm, and nobody noticed.", "unclear -1"),
    ],
)
def test_what_went_unnoticed(body: str, expected: str) -> None:
    """It was not a loss, unless the same sentence says that something broke or lacks."""
    assert told(read_votes(reply(body), BELOW)) == (expected,)


def with_file(text: str, kind: str = "application/pdf") -> Mail:
    """An answer of Kim's with a file."""
    head = (
        "From: Kim <kim@example.org>\nTo: infra@example.org\nSubject: Re: A neutral proposal\n"
        "Message-ID: <2@example.org>\nIn-Reply-To: <1@example.org>\n"
        "Date: Tue, 12 May 2026 11:49:00 +0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="B"\n\n--B\nContent-Type: text/plain\n\n'
    )
    return mail(f"{head}{text}\n--B\nContent-Type: {kind}\n\nx\n--B--\n".encode())


@pytest.mark.parametrize("text", ["Hi, please find my notes attached.", "Danke! Anbei ein Brief."])
def test_words_that_point_at_a_file_hold(text: str) -> None:
    """Nobody reads the file here, and it may object; a key or nothing beside thanks does not."""
    assert [each.reason for each in read_votes(with_file(text), CALL).doubts] == [ATTACHED]
    assert told(read_votes(with_file("Thanks!"), CALL)) == ("nothing",)
    assert told(read_votes(with_file("Thanks!", "application/pgp-signature"), CALL)) == ("nothing",)
    assert read_votes(with_file(text), VIEW).why != ATTACHED
