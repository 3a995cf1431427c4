"""Which sentences say that their writer leaves the group."""

import pytest

from listbot.records.members.leaving_words import LONGEST, says_leaving


@pytest.mark.parametrize(
    "words",
    [
        "Hello, I'm stepping down.",
        "Hello,\n\nI am stepping down, work has eaten my evenings.",
        "I\u2019m stepping\ndown from the infra team. Thanks for everything!",
        "After five years it is enough. I am leaving the group.",
        "I'm quitting the team.",
        "I am now resigning from the infrastructure group.",
        "I hereby resign from the working group.",
        "I'd like to step down from the team; Ravi has all my notes.",
        "I have decided to leave the group.",
        "I have to step down as a member.",
        "I must step back from this team.",
        "I am no longer a member of the group.",
        "I'm out of the team.",
        "Please remove me from the group. Thank you.",
        "Please consider this my resignation.",
        "This is my resignation from the infra group.",
        "After ten years I'm stepping down.",
        "I'm stepping down after ten years; it was not easy, and nobody made me.",
        "Hiermit verlasse ich die Gruppe.",
        "Ich verlasse das Team, es war eine sch\u00f6ne Zeit.",
        "Ich trete hiermit zur\u00fcck.",
        "Ich trete aus der Gruppe aus.",
        "Ich steige aus dem Team aus.",
        "Ich ziehe mich aus der Arbeitsgruppe zur\u00fcck.",
        "Ich h\u00f6re jetzt im Team auf.",
        "Hiermit scheide ich aus der Gruppe aus.",
        "Je quitte le groupe.",
        "Je quitte donc l\u2019\u00e9quipe, merci \u00e0 tous.",
        "Je me retire de l'\u00e9quipe.",
        "Je d\u00e9missionne.",
        "Je pr\u00e9sente ma d\u00e9mission du groupe.",
    ],
)
def test_a_plain_sentence_says_so(words: str) -> None:
    """The writer, now, the group; in three languages."""
    assert says_leaving(words)


@pytest.mark.parametrize(
    "words",
    [
        "I'm stepping down as release manager.",
        "I am stepping down from the board.",
        "I'm resigning as chair, but I stay in the team.",
        "I'm stepping down as lead of the wiki.",
        "I would like to step down from the security team of the other project as lead.",
        "If this goes on, I am leaving the group.",
        "I'm leaving the group when the migration is done.",
        "I am stepping down at the end of the year.",
        "I will leave the team one day.",
        "I am leaving the team next month.",
        "Maybe I'm stepping down.",
        "I am thinking of it: I'm leaving the team.",
        "I'm not stepping down.",
        "I am never leaving the group!",
        "I don't want to leave the group; I want to leave the team better than it was, haha.",
        "Should I say that I'm stepping down?",
        "I'm leaving the team ;-)",
        "I'm stepping down. Just kidding!",
        "Ravi wrote: I'm stepping down.",
        'In the mail "I\'m stepping down" there was no date.',
        "He is stepping down.",
        "I'm leaving for lunch.",
        "I'm leaving the office.",
        "I am leaving the group call early.",
        "I am leaving.",
        "The service is stepping down the voltage.",
        "Ich trete als Release-Manager zur\u00fcck.",
        "Wenn das so weitergeht, verlasse ich die Gruppe.",
        "Ich verlasse die Gruppe vielleicht.",
        "Ich verlasse die Gruppe nicht.",
        "Ich trete von der Leitung zur\u00fcck.",
        "Ich verlasse das Team Ende des Jahres.",
        "Je quitte le bureau.",
        "Je ne quitte pas le groupe.",
        "Si rien ne change, je quitte le groupe.",
        "Je d\u00e9missionne en tant que responsable du wiki.",
        "Je quitte le groupe l'ann\u00e9e prochaine.",
        "",
        f"I'm stepping down {'and so on ' * (LONGEST // 10)}",
    ],
)
def test_other_sentences_do_not(words: str) -> None:
    """A condition, a plan, a role, a quote, a joke, a question, a denial, or somebody else."""
    assert not says_leaving(words)
