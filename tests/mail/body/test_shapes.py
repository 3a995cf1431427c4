"""Other people's words told by the shape of what mailers write around them, in languages that no
table has.
"""

import pytest

from listbot.mail.body import shapes
from listbot.mail.body.sorting import read_body

QUOTED = "I propose that the lists move.\n\n+1\n\nAna"

ATTRIBUTIONS = [
    "Më 3 nën 2026, në 9:00, Ana Ruiz <ana@example.org> shkroi:",
    "2026թ. նոյեմբերի 3, 09:00-ին Ana Ruiz <ana@example.org> գրել է՝ ասելով:",
    "სამ, 3 ნოე. 2026 09:00, Ana Ruiz (ana@example.org) დაწერა:",
    "Ysgrifennodd Ana Ruiz <ana@example.org> ar 03/11/2026 am 09.00:",
    "Ana Ruiz [ana@example.org] aliandika 3 Nov 2026 saa 09:00:",
    "\u202b03/11/2026, 9:00, Ana Ruiz <\u202aana@example.org\u202c> نوشت:\u202c",
    "Më Nov 3, 2026, në 9:00, Ana Ruiz < ana@example.org> shkroi:",
    "    martes, 3 nov 2026 09:00:22 +0100, Ana Ruiz <ana@example.org> idatzi du:",
    "3.11.2026, 09:00 tokony ana@example.org:",
    "3 nov 2026 9:00 Ana Ruiz <ana@example.org>：",
]


@pytest.mark.parametrize("line", ATTRIBUTIONS)
def test_an_attribution_of_any_language(line: str) -> None:
    """A day, a time and an address before a colon say that the words below are somebody else's."""
    assert read_body(f"-1, the disk is full.\n\n{line}\n\n{QUOTED}").own == "-1, the disk is full."


@pytest.mark.parametrize("line", ATTRIBUTIONS)
def test_an_attribution_above_the_answer(line: str) -> None:
    """Where nothing of the writer stands above it, what is unmarked below may be the answer."""
    assert read_body(f"{line}\n\n> {QUOTED[:9]}\n\n+1\n").own == "+1"


@pytest.mark.parametrize(
    "line",
    [
        "Ask ana@example.org before we meet on 3 Nov 2026 at 9:00 in the room below the stairs:",
        "Please write to Ana Ruiz <ana@example.org> about these:",
        "We meet on 3 Nov 2026 at 9:00 to talk of these:",
        "-1 to what Ana Ruiz <ana@example.org> said on 3 Nov 2026 at 9:00:",
        "On 3 Nov 2026 at 9:00 I said -1 to Ana Ruiz <ana@example.org>:",
        "On 3 Nov 2026 at 9:00 Ana Ruiz <ana@example.org> asked for it.",
        "x" * 300 + " 3 Nov 2026 9:00 Ana Ruiz <ana@example.org>:",
        "3 Nov 2026 9:00 the @ sign:",
    ],
)
def test_no_attribution(line: str) -> None:
    """A line that lacks one of them is the writer's own, and so is what follows."""
    assert read_body(f"Some words.\n\n{line}\n\n+1").own.endswith("+1")


@pytest.mark.parametrize(
    ("line", "own"),
    [
        ("3/11/26 09:00, Ana Ruiz գրել է՝:", "-1"),
        ("Ana Ruiz <ana@example.org> გუშინ 9:00:", "-1"),
        ("Më 3 nën 2026 Ana Ruiz\n<ana@example.org> shkroi:", "-1"),
        ("Thus spake Ana Ruiz (ana@example.org):", "-1"),
        (
            "Please show Ana Ruiz <ana@example.org> these:",
            "-1\n\nPlease show Ana Ruiz <ana@example.org> these:",
        ),
        ("Më 3 nën 2026 në 9:00 Ana\nRuiz <ana@example.org>\nka shkruar:", "-1"),
        ("Ana Ruiz <ana@example.org> shkroi më\n3.11.2026, në 9:00:", "-1"),
        ("Ana Ruiz <ana@example.org> shkroi më 3 nën.\n2026 në 9:00:", "-1"),
        (
            "Ask Ana <ana@example.org> for them.\n3.11.2026, 9:00:",
            "-1\n\nAsk Ana <ana@example.org> for them.",
        ),
        ("the log of the third says:", "-1\n\nthe log of the third says:"),
        (f"I: 3/11/26 09:00 {'we saw ' * 9}it:", f"-1\n\nI: 3/11/26 09:00 {'we saw ' * 9}it:"),
    ],
)
def test_above_a_marked_quote_less_is_enough(line: str, own: str) -> None:
    """A line right above a quote with marks is its attribution with a day and a time, or with an
    address and one of them, or with an address at the end of a few words.
    """
    assert read_body(f"-1\n\n{line}\n> I propose that the lists move.").own == own


@pytest.mark.parametrize(
    "line",
    [
        ">>> Ana Ruiz <ana@example.org> 03.11.26 9:00 >>>",
        ">>> Ana Ruiz 3/11/2026 9:00 AM >>>",
        "Am 03.11.26 um 09:00 schrieb Ana Ruiz\n",
        "  On Tue, 3 Nov 2026 at 9:00, Ana Ruiz<ana@example.org> wrote:   Some words",
        "Ana Ruiz wrote on November 3, 2026:",
        "---- Më 3 nën 2026 09:00:22 +0100 Ana Ruiz <ana@example.org> shkroi ----\n",
        "-----\nPër: infra (infra@example.org);\nTema: lists;\n3.11.2026, 9:00, Ana <ana@a.org>:\n",
    ],
)
def test_attributions_of_other_looks(line: str) -> None:
    """Some mailers put arrows or dashes around an attribution, or leave its colon out."""
    assert read_body(f"-1, no.\n\n{line}\n{QUOTED}").own == "-1, no."


@pytest.mark.parametrize(
    "line",
    [
        ">>> import this >>>",
        "Am 03.11.26 um 09:00 schrieb Ana Ruiz.\n",
        "Am 03.11.26 um 09:00 schrieb Ana Ruiz +1\n",
        "Am 03.11.26 um 09:00 traf Ana Ruiz\n",
        "Ana Ruiz wrote to me on Tuesday, the 3rd of November 2026:",
        "Ana Ruiz wrote on November 3:",
        "Ana wrote on November 3, 2026:",
        "---- 3 Nov 2026 09:00:22 ----\n",
    ],
)
def test_what_only_looks_a_little_like_one(line: str) -> None:
    """Arrows without a time, a sentence, dashes without an address introduce nothing."""
    assert read_body(f"Some words.\n\n{line}\n+1").own.endswith("+1")


BLOCK = "Nga: Ana Ruiz <ana@example.org>\nDërguar: 3 nëntor 2026 9.00\nTema: Re: [VOTE] Lists\n"
TABLE = "| Nga | Ana Ruiz<ana@example.org> |\n| Data | 3/11/2026 9:00 |\n| Tema | Re: Lists |\n"
FRAME = "|------->\n| Nga:  |\n|------->\n  >-----|\n  |ana@example.org|\n  >-----|\n"


@pytest.mark.parametrize(
    "block",
    [
        BLOCK,
        BLOCK.replace(": ", " : "),
        BLOCK.replace("\n", "\n\n"),
        BLOCK.replace("2026 9.00", "2026\n  9.00"),
        BLOCK.replace("Nga:", "*Nga:*"),
        BLOCK.replace(":", "："),
        f"____________\n{BLOCK.replace('Lists', 'Servers')}",
        f"---- Mesazhi ----\n{BLOCK.replace('Lists', 'Servers')}",
        f"{BLOCK.replace('Lists', 'Servers')}Kujt: infra@example.org\n",
        "Nga: Ana <ana@example.org>\nTema: [VOTE] Lists\n",
        BLOCK.replace(" <ana@example.org>", ""),
        "\n".join(reversed(BLOCK.strip().split("\n"))) + "\n",
        '---- Mesazh ----\nNga "Ana" <ana@example.org>\nKujt infra\nData 3.11.2026 9:00\n',
        TABLE,
        FRAME,
        "From: Ana <ana@example.org>\nSent: Tuesday, November 3, 2026 9:00 AM\n",
        "From: Ana <ana@example.org>\n\nSent: Tuesday, November 3\n\nTo: infra\n\n",
    ],
)
def test_a_header_block_of_any_language(block: str) -> None:
    """Labels with an address, a date and the subject of the mail are the header of another mail."""
    body = read_body(f"-1, no.\n\n{block}\n{QUOTED}", subject="lists")
    assert body.own == "-1, no."


@pytest.mark.parametrize(
    "block",
    [
        "Time: 3 Nov 2026 9:00\nPlace: room 4\nAsk: ana@example.org\n",
        "Contact: Ana <ana@example.org>\nTime: 3 Nov 2026 9:00\nPlace: room 4\n",
        "Contact: Ana <ana@example.org>\nPlace: room 4\nFloor: fourth\nDoor: left\n",
        "Tema: lists\nPlace: room 4\n",
        "---- Contact ----\nAna <ana@example.org>\nroom 4\n",
        "Host: a\nHost: b\nHost: ana@example.org\n",
        "See: ana@example.org\n",
        f"{'a very long label of many words indeed'}: ana@example.org\n",
        "12: ana@example.org\n|------->\n| no frame |\n",
    ],
)
def test_no_header_block(block: str) -> None:
    """What people write about a meeting lacks the subject, or names one address alone."""
    assert read_body(f"Some words.\n\n{block}\n+1", subject="lists").own.endswith("+1")


def test_an_answer_below_a_header_and_an_attribution() -> None:
    """What stands below a marked quote is an answer, though a header and an attribution stand above
    it.
    """
    text = f"{BLOCK}\nAna Ruiz wrote:\n> Please vote.\n\n+1"
    assert read_body(text, subject="lists").own == "+1"


def test_a_header_at_the_end() -> None:
    """A header with nothing below it quotes nothing."""
    assert read_body(f"+1\n\n{BLOCK}", subject="lists").own == "+1"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nga: Ana", ("nga", "Ana")),
        ("| Nga | Ana |", ("nga", "Ana")),
        ("|Nga: Ana", ("nga", "Ana")),
        (": Ana", ("", "")),
        ("no label", ("", "")),
        ("see http://example.org", ("", "")),
        ("a@b: c", ("", "")),
    ],
)
def test_labels(text: str, found: tuple[str, str]) -> None:
    """A label is a few words without digits, addresses or slashes before a colon or a bar."""
    assert shapes.label_and_value(text) == found
