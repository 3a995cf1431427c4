"""Tests of listbot.letters.cites, and of its marks in letters."""

from dataclasses import replace

from listbot.letters.cites import Citation, sources_of
from listbot.letters_check.vote_samples import ARCHIVE, HELD, LIST, NOT_COUNTED, PASSED
from listbot.model.order import LetterKind
from tests.proposals.letters.shown import composed

HERE = {LIST: ARCHIVE}


def test_each_mail_has_one_mark_in_order() -> None:
    """Mails are numbered in the order of the letter, each once, the doubtful ones last."""
    marks, sources = sources_of(PASSED, LIST, HERE)
    assert marks == {
        "": "",
        "<a1@example.org>": "[1]",
        "<b1@example.org>": "[2]",
        "<c2@example.org>": "[3]",
        "<d1@example.org>": "[4]",
        "<p1@example.net>": "[5]",
        "<e1@example.org>": "[6]",
        "<f1@example.org>": "[7]",
    }
    assert sources[0] == Citation("[1]", "https://lists.example.org/infra/a1@example.org/")


def test_an_objection_has_a_mark() -> None:
    """M8 points at the mail that objects."""
    assert sources_of(HELD, LIST, {})[1] == (Citation("[1]", "<d2@example.org>"),)


def test_private_notes_cite_nothing() -> None:
    """A note to one person about their own mail needs no list of mails."""
    assert sources_of(NOT_COUNTED, LIST, HERE) == ({"": ""}, ())


def test_an_id_is_encoded_into_a_link() -> None:
    """Slashes, spaces and non-ASCII letters of an id cannot change where a link leads."""
    hostile = replace(HELD, mails=("<../../?a=b c#ü\udcff@x>",))
    assert sources_of(hostile, LIST, HERE)[1] == (
        Citation("[1]", "https://lists.example.org/infra/..%2F..%2F%3Fa%3Db%20c%23%C3%BC%3F@x/"),
    )


def test_an_archive_without_links_is_named_above_the_ids() -> None:
    """If single mails cannot be linked, the archive's page and the Message-IDs are shown."""
    text = composed(LetterKind.HELD, HELD, "https://lists.example.org/infra/").text
    assert (
        "Mails, in the archive at https://lists.example.org/infra/ :\n\n[1] <d2@example.org>\n"
        in text
    )


def test_without_an_archive_the_ids_stand_alone() -> None:
    """Without an archive the Message-IDs are listed at the end."""
    assert "\n\n[1] <d2@example.org>\n\n-- \n" in composed(LetterKind.HELD, HELD, "").text
