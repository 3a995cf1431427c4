"""Who takes on what in sentences: in the third person, with a pronoun, in several languages."""

import pytest

from listbot.records.minutes.reading import read_minutes

THERE = "Present: Ana, Max, Lena\n\n"
SAID: dict[str, tuple[tuple[str, str], ...]] = {
    "Ana took it upon herself to write the page.": (("Ana", "write the page"),),
    "Max was tasked with it. Lena kindly offered to buy a lamp.": (("Lena", "buy a lamp"),),
    "Ana said she would call the bank.": (("Ana", "call the bank"),),
    "Ana said she would rather not.": (),
    "Lena took an action item to ask the sponsor.": (("Lena", "ask the sponsor"),),
    "Action item for Max to label the disks.": (("Max", "label the disks"),),
    "Max suggested a walk. He also volunteered to print the map.": (("Max", "print the map"),),
    "Max is ill. He would be there in May.": (),
    "Ana tells us that it rains. Lena wonders whether it will stop.": (),
    "Lena erklärte sich bereit, die Schlüssel zu holen.": (("Lena", "die Schlüssel zu holen"),),
    "Max übernahm den Aushang.": (("Max", "den Aushang"),),
    "Ana hat versprochen, das Archiv zu sichern.": (("Ana", "das Archiv zu sichern"),),
    "Ana s'est engagée à relire la page.": (("Ana", "relire la page"),),
    "Max se charge d'écrire aux membres.": (("Max", "écrire aux membres"),),
    "Lena se ofreció a llevar las cuentas.": (("Lena", "llevar las cuentas"),),
    "A Ana vai falar com a escola.": (("Ana", "falar com a escola"),),
    "Max não pôde vir.": (),
    "@Ana: ask for a quote": (("Ana", "ask for a quote"),),
    "TODO: @jo.k, @olu draft the notice": (("jo.k, olu", "draft the notice"),),
}


@pytest.mark.parametrize("said", SAID)
def test_a_person_takes_something_on_in_a_sentence(said: str) -> None:
    """A verb that ties it to them says so; telling, wondering and being away do not."""
    found = read_minutes(THERE + said + "\n")
    assert tuple((each.who, each.what) for each in found.actions) == SAID[said]


def test_a_pronoun_is_asked_about() -> None:
    """It stands for the person of whom the sentence before spoke; nobody can be sure of that."""
    found = read_minutes(THERE + "Max suggested a walk. He volunteered to print the map.\n")
    assert found.doubts == (("print the map", 'Is "He" Max?'),)


def test_names_alone_are_no_task() -> None:
    """The mark "to do" beside a name repeats a task of the line above."""
    found = read_minutes(THERE + "To do: Max, Ana\n")
    assert found.actions == ()


def test_names_that_nothing_parts_are_asked_about() -> None:
    """A page that was copied may have lost the commas; an odd number of words says too little."""
    found = read_minutes("Attendees: Gia Holt Hal Ito Ida Jung\n\nTasks\n- Gia: buy a lamp\n")
    assert found.attendees == ("Gia Holt", "Hal Ito", "Ida Jung")
    assert found.doubts == (
        ("Gia Holt Hal Ito Ida Jung", "Are these the people, each with two names?"),
    )
    assert read_minutes("Attendees: Gia Holt Hal Ito Ida\n").attendees == ()


def test_a_german_note_behind_a_name_is_a_task_if_it_ends_in_a_verb() -> None:
    """ "zu viel Aufwand" is what somebody thinks, "Kabel kaufen" what they do."""
    text = "Anwesend: Cem, Svenja\n\n* Cem: zu viel Aufwand\n* Svenja: neue Kabel kaufen\n"
    tasks = [
        (each.who, each.what) for each in read_minutes(text + "\nDas ist nicht der Rest.\n").actions
    ]
    assert tasks == [("Svenja", "neue Kabel kaufen")]
