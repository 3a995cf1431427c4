"""Shapes of minutes: where a part begins and ends, and what belongs to it."""

import pytest

from listbot.records.minutes.reading import read_minutes
from listbot.records.minutes.words.leading import led_by
from listbot.records.minutes.words.lexicon import Sense
from listbot.records.minutes.words.senses import column_of, sense_of

Found = tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...]]

SHAPES: dict[str, tuple[str, Found]] = {
    "a motion and its fate on one line": (
        "Present: Ana, Max\nMotion: buy a tent. The motion was lost.\nMotion: buy a boat. It costs "
        "90 euros.\nMotion: keep the wiki. The motion was carried.\n",
        (("Ana", "Max"), ("keep the wiki.",), ()),
    ),
    "an agreement with what explains it": (
        "Decisions\n- the wiki stays where it is\n  - until June\n- Backups\n"
        "  - are kept a month\n    - on tape\n- the following:\n",
        ((), ("the wiki stays where it is", "are kept a month"), ()),
    ),
    "agreements and tasks in one list": (
        "Decisions and actions\n- the wiki stays\n- [ ] Max: label them\n- [x] Ana: buy them\n"
        "- Max - write the page\n",
        ((), ("the wiki stays",), (("Max", "label them"), ("Max", "write the page"))),
    ),
    "what an earlier meeting did": (
        "Present: Ana, Max\n\nDecisions of the last meeting\n- AGREED: we buy it\n- ACTION: Ana to "
        "buy it\n\n| Topic | Decision |\n| wiki | stays |\n\n| Who | What |\n| Ana | move it |\n",
        (("Ana", "Max"), (), ()),
    ),
    "nothing in a list": (
        "Tasks\n- (none)\n- -\n- see below:\n\nDecisions\n- none\n",
        ((), (), ()),
    ),
    "a note beside an open box": (
        "Present: Ana, Max\n\nDisks\n- [ ] (maybe)\n- [ ] Max: buy them\n",
        (("Ana", "Max"), (), (("Max", "buy them"),)),
    ),
    "approved, but not decided here": (
        "We were Ana, Max and Lena.\n\nThe board approved the minutes of May. The agenda was "
        "approved. The budget of 300 euros was approved.\n",
        (("Ana", "Max", "Lena"), ("The budget of 300 euros was approved.",), ()),
    ),
    "headings below headings": (
        "# Call\n## Present\n### Here in the room\n- Ana\n- Max\n## Disks\n### More\nWe talked.\n"
        "# Tasks\n- Ana: buy them\n",
        (("Ana", "Max"), (), (("Ana", "buy them"),)),
    ),
    "columns with gaps": (
        "Who     What            Until\n\nWho     What            Until\n"
        "Ana     buy disks\n"
        "Max     label the       Friday\n        old ones\n-----\n",
        ((), (), (("Ana", "buy disks"), ("Max", "label the"), ("", "old ones"))),
    ),
    "a table of MediaWiki, a cell a line": (
        '{|\n! Name\n! Present\n|-\n| style="color:red" | Ana\n| yes\n|-\n| Max\n| no\n|}\n',
        (("Ana",), (), ()),
    ),
    "a row that is too short": (
        "| Topic | Decision |\n| wiki | stays |\n\n{|\n! Topic !! Decision\n|-\n| logo\n|}\n",
        ((), ("stays",), ()),
    ),
    "groups in a list of people": (
        "Present\n- Berlin: Ana, Max\n- Lena: by phone\n- Chair: Olu\n- others:\n\n"
        "Chair: Olu\nScribe: Noor Haddad\n",
        (("Ana", "Max", "Lena", "Olu", "Noor Haddad"), (), ()),
    ),
    "names behind words that we do not know": (
        "Blue sheet: Ana, Max, Lena\n\nTasks\n- Ana: buy disks\n",
        (("Ana", "Max", "Lena"), (), (("Ana", "buy disks"),)),
    ),
    "somebody who was not there, in a sentence": (
        "Dear all, absent were Ana and Max on the call. It was short.\n",
        ((), (), ()),
    ),
    "lines with several names": (
        "Present\nAna, Max, Lena, Olu, Noor\nJo, Bea\n\nThe end.\n",
        (("Ana", "Max", "Lena", "Olu", "Noor", "Jo", "Bea"), (), ()),
    ),
    "a heading below the one for people": (
        "## Present\n- Ana\n- Max\n### Disks\n- Lena Lund broke one\n",
        (("Ana", "Max"), (), ()),
    ),
    "columns, and a sentence below them": (
        "Who     What\nAna     buy disks\n\nMax     was ill.\n",
        ((), (), (("Ana", "buy disks"),)),
    ),
    "an outline with letters": (
        "Present: Ana, Max\nA1 Rooms\nA2 Money\n\n- broken: Max, Ana?\n- disks: decided?\n",
        (("Ana", "Max"), (), ()),
    ),
    "tasks with numbers, and nothing else": (
        "Present: Ana, Max\n\nDisks\nA1: Ana to buy two\nA2: Max to label them\n",
        (("Ana", "Max"), (), (("Ana", "buy two"), ("Max", "label them"))),
    ),
    "a task in a bullet that begins with a name": (
        "Present: ana, max\n\n- ana: order the disks\n- max: it is broken\n- max: disks are full\n",
        (("ana", "max"), (), (("ana", "order the disks"),)),
    ),
    "fields below a task": (
        "Task: buy disks\nOwner: Ana\nStatus: done\n\nTask: label them\nOwner: Max\nDue: Friday\n"
        "Status: open\n\nOwner: nobody\n",
        ((), (), (("Max", "label them"),)),
    ),
    "a clause that begins with something else": (
        "Wir waren Emre, Lena und Max.\n\nDie Kasse ist leer, das prüft Lena bis Mai. Der Rest, "
        "den findet jemand.\n",
        (("Emre", "Lena", "Max"), (), (("Lena", "das prüft Lena bis Mai"),)),
    ),
    "who was there, told twice": (
        "Present: 1. 2. 3. 4. 5. 6. 7. 8. 9. Jo, Ana, Max\nAna came later\n",
        (("Ana", "Max"), (), ()),
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_is_read(shape: str) -> None:
    """Who was there, what was agreed, who took on what."""
    text, expected = SHAPES[shape]
    read = read_minutes(text)
    tasks = tuple((each.who, each.what) for each in read.actions)
    assert (read.attendees, read.agreed, tasks) == expected


@pytest.mark.parametrize(
    ("words", "sense"),
    [
        ("Who was on the call?", Sense.THERE),
        ("Teilnehmer*innen (online)", Sense.THERE),
        ("Agreed actions", Sense.ACTION),
        ("Nothing decided", None),
        ("No decisions", Sense.REFUSED),
        ("Not done", Sense.PUT_OFF),
        ("Not in", None),
        ("Not excused", Sense.ABSENT),
        ("Last time", None),
        ("Notes of the last meeting", Sense.NOTE),
        ("a " * 50, None),
        ("one two three four five six seven eight nine ten", None),
    ],
)
def test_a_label_is_known_by_its_words(words: str, sense: Sense | None) -> None:
    """Each of them names a part, or says nothing."""
    assert sense_of(words) is sense


@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("Action by", "who"),
        ("Who does what", "both"),
        ("Who, what", "both"),
        ("Who", "who"),
        ("Price", ""),
        ("Who acts", ""),
    ],
)
def test_a_column_is_known_by_its_head(head: str, column: str) -> None:
    """It may name the people, the task, or both."""
    assert column_of(head) == column


@pytest.mark.parametrize(
    ("sentence", "sense"),
    [
        ("Briefly, the decisions we made were:", Sense.AGREED),
        ("We did not reach a decision on these items:", Sense.PUT_OFF),
        ("Das haben wir noch nicht entschieden:", Sense.PUT_OFF),
        ("Until May we all will do this:", Sense.ACTION),
        ("We also saw some pictures:", None),
        (f"The decisions of {'very ' * 30}many people:", None),
    ],
)
def test_a_sentence_says_what_the_list_below_it_is_about(
    sentence: str, sense: Sense | None
) -> None:
    """If it ends in a colon and is short; a denial counts before what it denies."""
    assert led_by(sentence) is sense
