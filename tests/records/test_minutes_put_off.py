"""What minutes put off: in lists, below headings, in sentences, tables and chats."""

import pytest

from listbot.records.minutes.reading import read_minutes

PUT_OFF: dict[str, tuple[str, tuple[str, ...]]] = {
    "a list below a label": (
        "Present: Ana, Max\n\nPostponed:\n- logo\n  - nobody drew one\n    - not even Max\n"
        "- (and the rest)\n",
        ("logo", "nobody drew one"),
    ),
    "a heading that says it of the one above": (
        "# Call\n\n## Logo\n\n### Postponed\n\n## Camp\n\nIt rains.\n",
        ("Logo",),
    ),
    "what somebody has not decided yet": (
        "Present: Ana, Max\n\n## Logo\n\nAna did not decide whether to draw it.\n",
        (),
    ),
    "a part in which something else was agreed on": (
        "# Call\n\n## Logo\n\nNo consensus on the colour. We agreed to keep the old one.\n\n"
        "## Camp\n\nNo agreement. Vote on the list?\n",
        ("Camp",),
    ),
    "a topic before a colon or a dash": (
        "Notes\n\n- engine: nothing special\n- node: moved to next week\n- logo - no decision\n"
        "- Fees. No consensus\n",
        ("node", "logo", "Fees"),
    ),
    "a person before a colon is no topic": (
        "Present: Ana, Max\n\n## Logo\n\nAna: let us talk about it next week.\n",
        ("Logo",),
    ),
    "the subject of a sentence": (
        "# Call\n\nThe summer camp was postponed. It was left for the next meeting. There was no "
        "decision.\n",
        ("summer camp",),
    ),
    "what the sentences before were about": (
        "We were Ana, Max and Lena.\n\nWe talked about the new roof. Max has no price. It comes "
        "back in May.\n",
        ("new roof",),
    ),
    "a sentence that names its topic nowhere": (
        "We were Ana, Max and Lena.\n\nThe roof (and more) is for another day.\n",
        ("The roof (and more) is for another day",),
    ),
    "until when, behind the label": (
        "# Call\n\n## Logo\n\nDeferred: to the June meeting\n\n## Camp\n\nDeferred: the second "
        "tent, see the wiki\n",
        ("Logo", "the second tent"),
    ),
    "a clause with a colon": (
        "# Réunion\n\n## Logo\n\nLe vote est reporté : un devis manque.\n",
        ("Logo",),
    ),
    "a decision that was put off": (
        "D1. Le site change.\nD2. (reportée) Le logo.\nA1. Ana : écrire\n",
        ("Le logo",),
    ),
    "below a bullet": (
        "Notes\n\n- [ana] Logo\n    - punted to July\n- [max] Camp\n    - fine\n",
        ("Logo",),
    ),
    "rows of a table": (
        "| No | Topic | Result |\n|---|---|---|\n| 1 | Logo | postponed |\n| 2 | Camp | in May |\n"
        "| 3 | Roof | no decision |\n\n| Result | 1 |\n|---|---|\n| deferred | 2 |\n| x |\n",
        ("Logo", "Roof"),
    ),
    "the points of a number": (
        "1) logo\n- Max has drawn two\n2) camp\n- no time left, next call\n",
        ("camp",),
    ),
    "German": (
        "Wir waren Ana, Max und Lena.\n\nÜber den neuen Namen reden wir im Mai. Ob wir das WLAN "
        "umbenennen, wird im Juni besprochen.\n",
        ("neuen Namen", "WLAN umbenennen"),
    ),
    "Chinese": ("会议\n\n一、标志\n没有时间,下次再议。\n", ("标志",)),
    "Japanese": ("定例会議\n\n１．ロゴ\n次回に持ち越し。\n", ("ロゴ",)),
    "an appointment is nothing put off": (
        "# Call\n\n## Logo\n\nAna draws it until May.\n\nNext meeting: 3 May\n",
        (),
    ),
}


@pytest.mark.parametrize("kind", PUT_OFF)
def test_what_is_put_off_is_named_by_its_topic(kind: str) -> None:
    """The topic is in the sentence, before a colon, in the bullet above, or in the heading."""
    text, expected = PUT_OFF[kind]
    assert read_minutes(text).postponed == expected


def test_a_chat_puts_its_topic_off() -> None:
    """By a bot's command or in plain words; a line that names no topic says nothing."""
    lines = (
        "let us wait until max is back",
        "#topic Logo",
        "#info postponed to May",
        "topic: Camp",
        "we defer this to next week",
        "#topic Roof",
        "#info tape driver postponed",
    )
    text = "\n".join(f"18:0{n} <ana> {line}" for n, line in enumerate(lines))
    assert read_minutes(text).postponed == ("Logo", "Camp", "Roof")


def test_a_topic_may_begin_with_a_name() -> None:
    """ "Lena as a confirmed member" is not what Lena says."""
    text = "Present: Ana, Lena\n\nLena as a confirmed member: discussed, postponed to October.\n"
    assert read_minutes(text).postponed == ("Lena as a confirmed member",)
