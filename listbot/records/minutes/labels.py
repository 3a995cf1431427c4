"""The words by which minutes label what they say, in English, German and French. Plain data."""

import re

_SEP = r"\s*(?::|=|\s[-\u2013\u2014](?=\s)|\s{3,}|$)\s*"


def _label(words: str, more: str = "", sep: str = _SEP) -> re.Pattern[str]:
    """Return a pattern of a label and what stands behind it."""
    return re.compile(
        rf"\s*(?P<label>(?:{words})){more}(?P<of>\s?\([^()\n]{{1,80}}\))?{sep}(?P<rest>.*)",
        re.IGNORECASE | re.DOTALL,
    )


ATTENDEES = _label(
    r"attendees|attendance|present|members present|participants?|in attendance|roll ?call|there"
    r"|who was there(?: and when)?|pls add yourself|please add yourself"
    r"|anwesend(?:e(?: mitglieder)?)?|teilnehm(?:er(?:innen)?|ende)|da|dabei"
    r"|(?:sont |étaient )?pr[ée]sente?s?|participant(?:e?s)|étaient là|mettez votre nom ici"
)
GUESTS = _label(
    r"guests?|visitors?|observers?|g[äa]ste?|als gast|invit[ée]e?s?"
    r"|assiste(?:nt)? en qualité d['\u2019]invité?e?s?"
)
REGRETS = _label(
    r"regrets|apologies|excused|(?:can['\u2019]?t|cannot|could not) come|sent apologies"
    r"|entschuldigt|abgemeldet|nicht da|verhindert"
    r"|(?:absents? )?excus[ée]e?s?|pas dispo(?:nibles?)?"
)
ABSENT = _label(r"absente?s?|missing|abwesend|unentschuldigt|est représentée?|vertreten[^:]{0,30}")
OFFICES = _label(
    r"chair(?:person)?|minutes|notes|scribe|secretary|secrétaire|animation|protokoll(?:führung)?"
    r"|leitung|versammlungsleitung|sitzungsleitung|moderation|beginn|ende|begin|end|ort|place|time"
)
AGREED = _label(
    r"#?agreed|decision|decided|resolved|carried|consensus|resolution"
    r"|beschluss|beschlossen|einigkeit|wir sind uns einig"
    r"|d[ée]cid[ée]|d[ée]cision|#?accord|adopté"
)
ACTION = _label(
    r"#?action(?: item)?|to-?do|#?task|ai|ap|aufgabe|zu tun|à faire|a faire",
    more=r"(?:\s?\((?P<who>[^()\n]{1,60})\)(?=\s*:|\s+\S)"
    r"|\s(?P<named>[^\W\d][\w. +,&-]{0,60}?)(?=\s*:|\s{2,}))?",
    sep=rf"(?:{_SEP}|(?<=\))\s+)",
)
DONE = _label(r"done|erledigt|fait|#?done|closed|fini")
OTHERS = _label(
    r"link|idea|help|info|proposal|motion|vorschlag|antrag|vote|abstimmung|outcome|discussion"
    r"|next meeting|nächste sitzung|prochaine réunion|pour|contre|subject|betreff|dafür|dagegen"
    r"|agreed in principle|not agreed"
)

SECTION_ATTENDEES = re.compile(
    r"(?:\d+[.)]\s*)?(?:attendees|attendance|roll ?call|participants|present|who was there.*"
    r"|teilnehm\w*|anwesend\w*|pr[ée]sents|people present.*|who is there|wer ist da)\W*",
    re.IGNORECASE,
)
SECTION_GUESTS = re.compile(r"(?:guests?|visitors|g[äa]ste?|invit[ée]e?s?)\W*", re.IGNORECASE)
SECTION_REGRETS = re.compile(
    r"(?:regrets|apologies|excused|abgemeldet|entschuldigt|excus[ée]e?s?)\W*", re.IGNORECASE
)
SECTION_ACTIONS = re.compile(
    r"(?:\d+[.)]\s*)?(?:(?:new |old |open )?(?:action(?:s| items?)|actions?|to-?dos?|to do|tasks)"
    r"|aufgaben|à faire|tâches|offene punkte)\W*",
    re.IGNORECASE,
)
SECTION_SKIPPED = re.compile(
    r"(?:action items?, by person|agenda|tagesordnung|ordre du jour|links?)\W*", re.IGNORECASE
)

NOTHING_AGREED = re.compile(
    r"(?:nothing|none\b|no[.,;!]|no\Z|no (?:decision|agreement|consensus|conclusion)|not\b"
    r"|in principle|nichts|kein|noch nicht|rien\b|pas\b|aucune?\b)",
    re.IGNORECASE,
)
IS_DONE = re.compile(
    r"\((?:[^()]{0,40}\b)?(?:done|did|erledigt|fait|already)\b[^()]{0,60}\)|\b(?:is|are) done\b"
    r"|[:,]\s*(?:done|erledigt|fait|c['\u2019]est fait)\b",
    re.IGNORECASE,
)
PUT_OFF = re.compile(
    r"\b(?:postponed|deferred|put off|next (?:meeting|call|time|week)|moved (?:this )?to"
    r"|stays on the agenda|another day|not (?:agreed|decided|finished)|no (?:conclusion|agreement)"
    r"|(?:did|do) not (?:decide|agree|come to an agreement)|did not decide|in october|back in"
    r"|to the list|vertagt|verschoben|nicht geeinigt|kein beschluss|noch kein beschluss|nichts"
    r" entschieden|nicht besprochen|ruhen|kommt auf die liste|report[ée]|plus tard"
    r"|pas (?:de|tranché|d['\u2019]accord)"
    r"|ne décide rien|à voir|no time left|comes? back|can['\u2019]?t decide)\b",
    re.IGNORECASE,
)
CANCELLED = re.compile(
    r"\b(?:cancell?ed the meeting|(?:meeting|call) (?:was|is|has been) cancell?ed"
    r"|(?:meeting|call) did not (?:take place|happen)"
    r"|(?:treffen|sitzung)[^\n]{0,40} (?:ausgefallen|abgesagt)|réunion [^.\n]{0,30}annulée"
    r"|réunion n['\u2019]a pas eu lieu)\b",
    re.IGNORECASE,
)
EARLIER = re.compile(
    r"\b(?:last (?:time|year|month|meeting)|earlier minutes|previous|letzte[sn]? (?:mal|sitzung)"
    r"|damals|dernière fois|avions (?:décidé|convenu)|had agreed|hatten wir|as agreed)\b",
    re.IGNORECASE,
)
