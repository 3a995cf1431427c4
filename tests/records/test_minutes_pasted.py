"""Minutes that were pasted from somewhere, and the words around their lists."""

import pytest

from listbot.records.minutes.reading import Read, read_minutes
from listbot.records.minutes.shapes.chats import chat_in
from listbot.records.minutes.words.leading import says_regrets


def tasks(read: Read) -> list[tuple[str, str]]:
    """Who does what."""
    return [(each.who, each.what) for each in read.actions]


NEXT = {
    "en": "Present: Gia, Hal\n\n## Tasks\n- Gia: buy tape\n\nNext call: 3 May, 18:00\n",
    "de": "Anwesend: Gia, Hal\n\nAufgaben\n- Gia: buy tape\nNächstes Plenum am: 3.5.\n",
    "fr": "Présents : Gia, Hal\n\n## À faire\n- Gia : buy tape\n\nProchaine séance : le 3 mai\n",
    "table": "## Tasks\n\n| Who | What |\n|---|---|\n| Gia | buy tape |\n\nPróxima reunião: 3/5\n",
    "ja": "出席：Gia、Hal\n\n■ 宿題\n・Gia：buy tape\n\n次回：5月3日\n",
}


@pytest.mark.parametrize("language", NEXT)
def test_the_date_of_the_next_meeting_is_not_a_task(language: str) -> None:
    """It often stands below the list of tasks."""
    assert tasks(read_minutes(NEXT[language])) == [("Gia", "buy tape")]


def test_a_task_for_the_next_meeting_is_kept() -> None:
    """A person stands behind the colon, so it says more than a date."""
    text = "Present: Gia, Hal\n\nTasks\n- Gia: buy tape\n- Next meeting: Hal books the hall\n"
    assert tasks(read_minutes(text)) == [
        ("Gia", "buy tape"),
        ("", "Next meeting: Hal books the hall"),
    ]


def test_a_text_may_begin_with_its_list_of_tasks() -> None:
    """A first heading is a title, unless it names a part and the list stands right below it."""
    text = "## {}\n- Gia: buy tape\n- Hal to call the hall\n"
    expected = [("Gia", "buy tape"), ("Hal", "call the hall")]
    assert tasks(read_minutes(text.format("Action items"))) == expected
    assert tasks(read_minutes(text.format("Aufgaben"))) == expected
    assert read_minutes("# Decisions\n\n## Tape\n- it is blue\n").agreed == ()


def test_a_bot_of_matrix_has_other_marks() -> None:
    """An exclamation mark stands where IRC has a hash; other words behind one are not commands."""
    text = (
        "18:00:01 <gia> !startmeeting Tapes\n18:00:02 <hal> !hi\n18:00:05 <gia> !topic Labels\n"
        "18:00:09 <hal> I'll think of it\n18:01:00 <gia> !agreed the labels are blue\n"
        "18:01:10 <gia> !action hal to print them\n18:01:20 <gia> !action ida to cut them\n"
        "18:01:30 <gia> !undo\n18:02:00 <gia> !info printer deferred to next week\n"
    )
    read = read_minutes(text)
    assert (read.agreed, tasks(read), read.postponed) == (
        ("the labels are blue",),
        [("hal", "print them")],
        ("Labels",),
    )
    spoken = "18:00 <gia> !hi\n18:01 <hal> hi\n18:02 <gia> tape?\n18:03 <hal> sure, I'll buy some\n"
    assert tasks(read_minutes(spoken)) == [("hal", "buy some")]


def test_people_of_a_chat_write_their_names_as_they_like() -> None:
    """A name without a capital is not what the one before it does."""
    text = "   Present\n          Gia, hal, Ida_K, jon\n\n   Regrets\n          kim\n"
    read = read_minutes(text)
    assert (read.attendees, read.regrets) == (("Gia", "hal", "Ida_K", "jon"), ("kim",))
    assert read_minutes("Présents\n  Sophie Blanc, mairie\n").attendees == ("Sophie Blanc",)


def test_a_page_that_quotes_a_chat_is_not_a_chat() -> None:
    """A few lines with nicks stand among the notes, and none of them has a time."""
    said = "   <Gia> +1\n\n   <hal> +1\n\n   <Ida> +1\n\n   <jon> fine\n\n"
    page = (
        "Present: Gia, hal, Ida, jon\nRegrets: kim\n\n## Tape\n\n" + said + "RESOLUTION: Buy two\n"
        "ACTION: hal to order\n\n## Labels\n\nGia: they peel off\n\nhal: in the sun\n\nIda: yes\n"
    )
    read = read_minutes(page)
    assert (read.agreed, tasks(read)) == (("Buy two",), [("hal", "order")])
    assert chat_in(said) is not None
    assert chat_in("18:00 <Gia> a\n" * 4 + "it goes on\n" * 20) is not None


ELEMENT = (
    "Tapes, copied from Element\n\n{0}\n17:00\nHello\n{1}\n17:01\nhi there\n{0}\n17:02\n"
    "Decision: we buy two tapes\n17:03\nAction: {1} orders them\n{2}\n5:05 PM\nsorry, late\n"
)


@pytest.mark.parametrize(
    "names", [("Gia", "Hal", "Ida"), ("Gia Holt", "hal", "Ida Maria Roy"), ("Ольга", "Пётр", "Юля")]
)
def test_a_chat_may_have_each_name_above_its_time(names: tuple[str, str, str]) -> None:
    """What stands below a time of its own is of the person who spoke before."""
    read = read_minutes(ELEMENT.format(*names))
    assert (read.attendees, read.agreed, tasks(read)) == (
        names,
        ("we buy two tapes",),
        [(names[1], "orders them")],
    )


def test_a_list_of_times_is_not_a_chat() -> None:
    """Each name of a plan stands there once."""
    assert chat_in("Gia\n17:00\nHal\n17:20\nIda\n17:40\nJon\n18:00\nKim\n18:20\n") is None


def test_a_wiki_links_its_people() -> None:
    """The bar of a link parts no cells, and a mark may be a template."""
    text = (
        "== Participants ==\n{| class='wikitable'\n! Name !! Role !! Present\n|-\n"
        "| [[User:Gia|Gia Holt]] || chair || {{yes}}\n|-\n"
        "| [[Benutzer:Hal]] || maps || {{no}} (excused)\n|-\n"
        "| [[User:Ida|Ida Roy]] || maps || {{ja}}\n|}\n"
    )
    read = read_minutes(text)
    assert (read.attendees, read.regrets) == (("Gia Holt", "Ida Roy"), ("Hal",))


REGRETS = {
    "en": "Present: Gia Holt, Hal Ito\n{}: Kim Berg",
    "told": "Couldn't be with us tonight",
    "short": "Away, but sent a note",
    "invited": "On the list but unable to make it",
    "de": "Nicht da, aber Bescheid gesagt",
    "fr": "Pas là mais a prévenu",
    "es": "No estaban pero avisaron",
}


@pytest.mark.parametrize("label", [each for key, each in REGRETS.items() if key != "en"])
def test_a_label_may_say_at_length_that_people_could_not_come(label: str) -> None:
    """The list above it keeps its last name."""
    read = read_minutes(REGRETS["en"].format(label))
    assert (read.attendees, read.regrets) == (("Gia Holt", "Hal Ito"), ("Kim Berg",))


def test_not_every_label_with_a_no_is_of_regrets() -> None:
    """Only one that says of people that they could not come."""
    assert not says_regrets("Could not be fixed")
    assert not says_regrets("Could not attend to")
    assert not says_regrets("Not here but in the shed")


@pytest.mark.parametrize(
    "text",
    [
        "Present: Gia, Hal\nAbsent: Kim (parental leave), Lou",
        "Participants\n@Gia\n@Hal\n\nAbsent\n@Kim (travelling)\n@Lou\n",
        "Anwesend: Gia, Hal\nAbwesend: Kim (krank), Lou",
        "Présents : Gia, Hal\nAbsents : Kim (en congé), Lou",
        "Presentes: Gia, Hal\nAusentes: Kim (de viaje), Lou",
        "Присутствовали: Gia, Hal\nОтсутствовали: Kim (в отпуске), Lou",
        "出席：Gia、Hal\n欠席：Kim（出張）、Lou",
    ],
)
def test_a_reason_for_an_absence_makes_it_regrets(text: str) -> None:
    """Whoever noted the reason had been told; an absence without one is nobody's business."""
    read = read_minutes(text)
    assert (read.attendees, read.regrets) == (("Gia", "Hal"), ("Kim",))


SENTENCES = {
    "Present: Gia\n\n* roll call (gia, 18:02:40)\n  * Regrets from kim, at school\n": (
        (),
        ("kim",),
    ),
    "Present: Gia, Hal\n\nApologies had been received from Kim Berg.\n": ((), ("Kim Berg",)),
    "Present: Gia, Hal\n\nApologies from all of us for the noise.\n": ((), ()),
    "Asistimos Gia, Hal y Ida. Excusó su asistencia Kim, que trabaja.\n": ((), ("Kim",)),
    "Present: Gia, Hal\n\nKim texted me, she can't make it.\n": ((), ("Kim",)),
    "Present: Gia, Hal\n\nMr Ole Dahl of the harbour office took part as an observer.\n": (
        ("Ole Dahl",),
        (),
    ),
    "Присутствовали: Gia, Hal\nПриглашённые: Олег Титов\n": (("Олег Титов",), ()),
    "Presentes: Gia, Hal\nConvidada: Profa. Inês Lobo\n": (("Inês Lobo",), ()),
}


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_says_who_was_a_guest_and_who_sent_regrets(text: str) -> None:
    """Nicks and titles included."""
    read = read_minutes(text)
    assert (read.guests, read.regrets) == SENTENCES[text]


def test_somebody_joined_by_telephone() -> None:
    """With all of their name."""
    text = "Present were Gia Holt and Hal Ito; Ida Roy joined by telephone at six.\n"
    assert read_minutes(text).attendees == ("Gia Holt", "Hal Ito", "Ida Roy")


def test_a_resolution_goes_on_in_the_next_paragraph() -> None:
    """Each half of it was agreed on."""
    text = (
        "NOW, THEREFORE, BE IT RESOLVED, that the club moves to Bergen; and be it further\n\n"
        "RESOLVED, that Hal Ito be its treasurer.\n\nThe resolution was approved.\n"
    )
    expected = ("the club moves to Bergen", "Hal Ito be its treasurer.")
    assert read_minutes(text).agreed == expected


@pytest.mark.parametrize(
    "sentence",
    ["As contas foram aprovadas por unanimidade.", "Las cuentas fueron aprobadas sin cambios."],
)
def test_accounts_are_approved_in_the_plural(sentence: str) -> None:
    """As one budget is."""
    assert read_minutes(f"Notas\n\n{sentence}\n").agreed == (sentence,)


def test_a_chat_agrees_in_passing() -> None:
    """ "Agreed then" is a label, too."""
    text = (
        "18:00 <gia> hi\n18:01 <hal> hi\n18:02 <gia> agreed then: two tapes\n"
        "18:03 <hal> kim mailed me, can't be here\n"
    )
    read = read_minutes(text)
    assert (read.agreed, read.regrets) == (("two tapes",), ("kim",))
