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

_REGRETS = re.compile(
    r"\b(?:could(?:n['’]t| not)|can(?:['’]?t|not)|(?:un|not )able to)\b.{0,20}"
    r"\b(?:come|attend(?! to\b)|join|make it|be (?:t?here|with us|present))\b"
    r"|\b(?:not (?:t?here|present|around)|absent|away|missing)\b.{0,6}\b(?:but|and)\b.{0,20}"
    r"\b(?:said|told|wrote|let us|warned|notice|sent)\b"
    r"|\b(?:nicht (?:da|dabei|hier)|abwesend|fehlen)\b.{0,6}\b(?:aber|und)\b.{0,20}"
    r"\b(?:gesagt|gemeldet|bescheid|angekündigt)"
    r"|\b(?:pas là|absente?s?)\b.{0,6}\b(?:mais|et)\b.{0,20}\b(?:prévenue?s?|dit)\b"
    r"|\b(?:no|não) (?:est(?:á|án|aban?|ão|avam?)|vin\w+)\b.{0,6}\b(?:pero|mas)\b.{0,20}\bavis\w+",
    re.IGNORECASE,
)
"""How a label says at some length that people could not come: "Not here but said so"."""


def says_regrets(text: str) -> bool:
    """Return whether a label stands before those who let the others know. `text`: its words."""
    return len(text) <= LONGEST and _REGRETS.search(text) is not None


def led_by(text: str) -> Sense | None:
    """Return what the list below a sentence is about. `text`: it ends in a colon."""
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return None
    return next((sense for pattern, sense in _LEADS if pattern.search(text)), None)
