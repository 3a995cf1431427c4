"""Reads what a group agreed on: after a label, in a sentence, or as a motion. Pure; linear."""

import re

from listbot.records.minutes.labels import EARLIER, NOTHING_AGREED

_SENTENCES = (
    re.compile(r"(?P<what>\A(?:decided|agreed|resolved) (?:that|to)\b.*)", re.I | re.S),
    re.compile(
        r"(?P<what>\b(?:we|the group|everybody|all)\s+(?:have\s+)?(?:all\s+)?"
        r"(?:agreed?|decided?|resolved?)\s+(?:to|that|on)\b.*)",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"(?P<what>\bit was (?:agreed|decided|resolved) (?:to|that)\b.*)", re.IGNORECASE | re.DOTALL
    ),
    re.compile(
        r"(?P<what>\bthe (?:board|committee|meeting|members) (?:agreed|decided|resolved|approved)"
        r" (?:to|that|the)\b.*)",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"(?P<what>\b(?:es wurde (?:einstimmig )?(?:beschlossen|entschieden)|wir beschließen"
        r"|der vorstand beschließt|die (?:gruppe|runde|versammlung) beschließt)\b.*)",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"(?P<what>\b(?:il est|c['’]est) (?:donc )?décidé (?:de\b|que\b|d['’]).*"
        r"|\bon (?:a |s['’]est )?(?:décidé?|mis d['’]accord|convenu)e? (?:de|que|pour)\b.*"
        r"|\b(?:le groupe|l['’]assemblée|le bureau) (?:a )?décidé?e? (?:de\b|que\b|d['’])\b.*)",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"\b(?:wird|wurde)\b[^.]{0,80}\bbeschlossen,\s(?P<what>\S.*)", re.IGNORECASE | re.DOTALL
    ),
    re.compile(
        r"(?P<what>\bwir\s+(?:haben|sind)\s+(?:uns\s+)?(?:darauf\s+)?(?:geeinigt|beschlossen|einig"
        r"|übereingekommen).*)",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"(?P<what>\bnous (?:sommes d['’]accord|avons (?:décidé|convenu)) (?:pour|de|que)\b.*)",
        re.I | re.S,
    ),
    re.compile(r"(?P<what>\bil a (?:donc )?été (?:décidé|convenu)\b.*)", re.IGNORECASE | re.DOTALL),
    re.compile(r"(?P<what>\bd['’]accord pour .*)", re.IGNORECASE | re.DOTALL),
    re.compile(r"\bwir sind uns einig\s*:\s*(?P<what>.*)", re.IGNORECASE | re.DOTALL),
)
_DENIED = re.compile(
    r"\b(?:nobody|niemand|personne|not|n['’]t|never|nicht|ne|pas|should|could|whether|ob"
    r"|si)\b.{0,40}$",
    re.I | re.S,
)
RESOLUTION = re.compile(r"\S+ (?:résolution|resolution|antrag|motion)\W*", re.IGNORECASE)
"""The line above the text of a motion."""
_MOTION = re.compile(r"(?:motion|antrag|proposal)\b[^:\n]{0,60}:\s*(?P<what>.+)", re.I | re.S)
_CARRIED = re.compile(
    r"\b(?:motion|antrag|résolution|resolution)\b[^.]{0,40}\b(?:is|was|ist|wird|est)\b[^.]{0,30}"
    r"\b(?:carried|accepted|adopted|angenommen|adoptée)\b",
    re.IGNORECASE,
)
_LOST = re.compile(r"\b(?:lost|rejected|abgelehnt|rejetée|reporté)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:]\s+")
_TAKES_ON = re.compile(r",? (?:and|und|et) (?=[A-ZÀ-Ý]\w+ (?:will|wird|va)\b)")


def agreed_of(text: str) -> str:
    """Return what follows a label of an agreement; "" if it says that nothing was agreed."""
    text = " ".join(text.split())
    return "" if not text or NOTHING_AGREED.match(text) else text


def agreed_in(sentence: str) -> str:
    """Return what a sentence says was agreed on; "" if it says nothing of it."""
    sentence = " ".join(sentence.split())
    if EARLIER.search(sentence):
        return ""
    for pattern in _SENTENCES:
        match = pattern.search(sentence)
        if match is None or _DENIED.search(sentence[: match.start("what")]):
            continue
        return _TAKES_ON.split(match["what"])[0].rstrip(" ,;")
    return ""


def motion_of(text: str) -> str:
    """Return what a motion asks for; "" if a text is none."""
    match = _MOTION.match(text)
    return " ".join(match["what"].split()) if match else ""


def is_carried(text: str) -> bool:
    """Return whether a text says that the motion above it was carried."""
    return bool(_CARRIED.search(text)) and not _LOST.search(text)
