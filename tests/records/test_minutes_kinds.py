"""Kinds of minutes that the forty files do not have: each with what is read in it."""

import pytest

from listbot.records.minutes.reading import read_minutes
from listbot.records.minutes.words.people import names_in

Found = tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...]]

KINDS: dict[str, tuple[str, Found]] = {
    "scribed": (
        "Present: ana, ravi, max\nRegrets: lena\nChair: ana\n\nana: we need disks\n"
        "RESOLUTION: Buy two disks\nACTION: max to order them\n"
        "ACTION-12: ana - write to the board\n",
        (
            ("ana", "ravi", "max"),
            ("Buy two disks",),
            (("max", "order them"), ("ana", "write to the board")),
        ),
    ),
    "columns of marks": (
        "Standup\n\n           5 May   12 May\nAna           x       x\nRavi          x       -\n"
        "Max           -       x\nLena          e       e\n\nWe agree to keep it.\n"
        "TODO Max: tell them",
        (("Ana", "Max"), ("We agree to keep it.",), (("Max", "tell them"),)),
    ),
    "outline": (
        "#+TITLE: Sync\n\n* Attendees\n- Ana\n- Ravi (late)\n* Decisions\n- we buy disks\n"
        "- AGREED: the wiki stays\n* Tasks\n** TODO Ravi: order them\n** DONE Ana: mail the board\n"
        "** TODO write the report :Ravi:\n* Next meeting\n",
        (
            ("Ana", "Ravi"),
            ("we buy disks", "the wiki stays"),
            (("Ravi", "order them"), ("Ravi", "write the report")),
        ),
    ),
    "boxes": (
        "+------+---------+\n| Name | Present |\n+------+---------+\n| Ana  | yes     |\n"
        "| Ravi | no      |\n| Max  | yes     |\n+------+---------+\n\n"
        "+--------+-----+\n| Action | Who |\n+--------+-----+\n| order  | Max |\n"
        "+--------+-----+\n",
        (("Ana", "Max"), (), (("Max", "order"),)),
    ),
    "abbreviations": (
        "Pres:\tAB, RM\nApol:\tLO\n\n1\tDisks\n\tDec:\tbuy two\n\tAct:\tRM\torder by Fri\n",
        (("AB", "RM"), ("buy two",), (("RM", "order by Fri"),)),
    ),
    "board": (
        "Anwesend sind: Bettina Krüger (Vorsitz), Lena Brandt\nEntschuldigt fehlt: Sven Lund\n\n"
        "TOP 1: Kasse\nBettina eröffnet die Sitzung.\nBeschluss 1: Es werden Platten gekauft.\n"
        "Lena wird gebeten, sie zu bestellen.\n",
        (
            ("Bettina Krüger", "Lena Brandt"),
            ("Es werden Platten gekauft.",),
            (("Lena", "sie zu bestellen"),),
        ),
    ),
    "boxes ticked": (
        "CR du 3 juin\nPrésents\n[x] Chloé\n[x] Émile\n[ ] Noor (excusée)\n\nDécidé\n"
        "[x] deux disques\n"
        "À faire\n[ ] Chloé : commander les disques\n[x] Émile : prévenir la liste\n",
        (("Chloé", "Émile"), ("deux disques",), (("Chloé", "commander les disques"),)),
    ),
    "phone": (
        "[13/03/2027, 20:01] Ana: hi\n[13/03/2027, 20:02] Max: hello\n"
        "[13/03/2027, 20:03] Ana: disks?\n"
        "[13/03/2027, 20:04] Max: DECIDED: two of them\n[13/03/2027, 20:05] Max: I'll order them\n",
        (("Ana", "Max"), ("two of them",), (("Max", "order them"),)),
    ),
    "names of Matrix": (
        "## Meeting summary\n- AGREED: we buy two (@ana:example.org, 18:05:00)\n\n"
        "## Action items\n- @ravi:example.org to order them\n\n## People present (lines said)\n"
        "- @ana:example.org (30)\n- @ravi:example.org (2)\n- @abot:example.org (3)\n",
        (("ana", "ravi"), ("we buy two",), (("ravi", "order them"),)),
    ),
    "lists below labels": (
        "   Present\n          Ana, Ravi, Max_\n\n   Regrets\n          Lena, Olu\n\n"
        "   RESOLVED: We buy two.\n   ACTION: Max_ to order; Ana to pay\n",
        (
            ("Ana", "Ravi", "Max_"),
            ("We buy two.",),
            (("Max_", "order"), ("Ana", "pay")),
        ),
    ),
    "two labels on a line": (
        "-----\n Present:   Ana, Ravi          Excused: Lena\n-----\n 1. DISKS\n"
        "    --> DECISION: buy two\n    --> ACTION: Ravi orders them\n-----\n",
        (("Ana", "Ravi"), ("buy two",), (("Ravi", "orders them"),)),
    ),
    "board in one sentence": (
        "anwesend: B. Krüger, L. Brandt (Protokoll)\nes fehlen: S. Lund (entschuldigt)\n\n"
        "2) Beamer: Es wird mit 2:1 beschlossen, einen zu kaufen. Frau Brandt besorgt ihn.\n",
        (
            ("B. Krüger", "L. Brandt"),
            ("Es wird mit 2:1 beschlossen, einen zu kaufen.",),
            (("Frau Brandt", "besorgt ihn"),),
        ),
    ),
    "chat without times": (
        "ana: hello\nravi: hi\nana: disks?\nravi: DECIDED: two\nana: I'll order them\nmax: late\n",
        (("ana", "ravi", "max"), ("two",), (("ana", "order them"),)),
    ),
    "drawn boxes": (
        "Présents\n☑ Chloé\n☑ Émile\n☐ Noor (excusée)\n\nTâches : Chloé écrit ; Émile vient\n",
        (("Chloé", "Émile"), (), (("Chloé", "écrit"), ("Émile", "vient"))),
    ),
    "mail": (
        "wir waren zu dritt (lena, max und ich).\nentschieden: wir nehmen es.\n",
        (("lena", "max"), ("wir nehmen es.",), ()),
    ),
    "bot's numbers": (
        "1. TOPIC: Disks (ana, 18:04:00)\n\nAction items\n------------\n1. ravi to order them [x]\n"
        "2. disks -> ana\n3. tapes [ravi]\n\nPeople present (lines said)\n---------\n"
        "1. ana (30)\n2. ravi (12)\n3. not a line\n4. xbot (0)\n",
        (
            ("ana", "ravi"),
            (),
            (("ravi", "order them [x]"), ("ana", "disks"), ("ravi", "tapes")),
        ),
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_minutes_is_read(kind: str) -> None:
    """Who was there, what was agreed, who took on what."""
    text, expected = KINDS[kind]
    read = read_minutes(text)
    tasks = tuple((each.who, each.what) for each in read.actions)
    assert (read.attendees, read.agreed, tasks) == expected


def test_names_are_read_without_what_stands_beside_them() -> None:
    """Titles, roles and times are left out; words that name nobody are not names."""
    text = "Mme Chloé Martin, M. Roux (jusqu'à 21 h), max_, the others, me (jo), moi, <you>, 12"
    found = names_in(text)
    assert [each.name for each in found] == ["Chloé Martin", "M. Roux", "max_", "jo", ""]
    assert found[-1].is_writer


def test_a_motion_that_was_lost_is_not_agreed() -> None:
    """Nor is what nobody carried, what was denied, and what an earlier meeting decided."""
    text = (
        "Motion: buy disks.\nThe motion was lost.\n\nMotion: keep the wiki.\n"
        "The motion was carried.\n\nThe motion was adopted.\n\nWe did not agree that it closes.\n\n"
        "Wir haben uns nicht geeinigt.\n\nLast year we agreed to meet.\n"
    )
    assert read_minutes(text).agreed == ("keep the wiki.",)


def test_words_that_only_look_like_a_label_say_nothing() -> None:
    """A word on its own below others, a table of something else, a task that is done."""
    text = (
        "We met.\nPresent\nwere many.\n\n| Name | Present |\n| 12 | yes |\n| Ana | yes |\n"
        "| Max |\n\n"
        "| Name | Price |\n| disks | 12 |\n\nNobody thinks that we agreed to it.\n"
        "ACTION: 12 disks are bought\n- [ ] Ana: label them\n"
    )
    read = read_minutes(text)
    assert (read.attendees, read.agreed) == (("Ana",), ())
    assert [(each.who, each.what) for each in read.actions] == [
        ("", "12 disks are bought"),
        ("Ana", "label them"),
    ]
    listed = "Tasks\n- Zoe: label them\n- nobody: pays\n"
    assert [each.who for each in read_minutes(listed).actions] == ["Zoe", ""]
    table = "| Point | Who does what |\n| x | Max: y (done) |\n| z |\n"
    done = f"Tasks\n- Ana: label them (done)\n\n{table}"
    assert read_minutes(done).actions == ()
    wiki = "{|\n! Name !! Present\n|-\n| Ana || yes\n|-\n| Max\n|-\n| <you> || yes\n|}"
    assert read_minutes(wiki).attendees == ("Ana",)
