"""Sentences that end in a colon and say what the list below them is about. Plain data.

A label names a part in a few words, and `senses` knows each; a sentence says it among others.
"""

import re

from listbot.records.minutes.words.lexicon import Sense

LONGEST = 120  # characters

_LEADS: tuple[tuple[re.Pattern[str], Sense], ...] = (
    (
        re.compile(
            r"\b(?:(?:did|do|could) not|didn['’]t|without|no|not yet)\b.{0,40}\b(?:decision"
            r"|decide"
            r"|agree|agreement|conclusion|consensus)|\b(?:nicht|noch nicht|keine?n?"
            r"|offen)\b.{0,40}"
            r"(?:entschieden|beschlossen|einig|beschluss|geblieben)|\b(?:pas|aucune)\b.{0,30}"
            r"(?:décid|décision|accord)|\b(?:sin|no)\b.{0,30}(?:decid|acuerdo)",
            re.IGNORECASE,
        ),
        Sense.PUT_OFF,
    ),
    (
        re.compile(
            r"\b(?:decisions?|agreements?|resolutions?|we (?:all )?(?:agreed|decided)|was decided"
            r"|were (?:agreed|decided)|beschlossen|beschlüsse|vereinbart|entschieden|décisions?"
            r"|avons (?:décidé|convenu)|acuerdos|acordamos|decidimos|decisões|deciso"
            r"|decisioni)\b",
            re.IGNORECASE,
        ),
        Sense.AGREED,
    ),
    (
        re.compile(
            r"\b(?:action items?|tasks|to[- ]?dos?|next steps|will do|took on|aufgaben|zu tun"
            r"|machen"
            r" bis|tâches|à faire|tareas|por hacer|tarefas)\b",
            re.IGNORECASE,
        ),
        Sense.ACTION,
    ),
)


def led_by(text: str) -> Sense | None:
    """Return what the list below a sentence is about. `text`: it ends in a colon."""
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return None
    return next((sense for pattern, sense in _LEADS if pattern.search(text)), None)
