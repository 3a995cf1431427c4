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
    r"attendees|attendance|attending|attended(?: by)?|present|pres\.?|att\.?|members present"
    r"|participants?"
    r"|in attendance|roll ?call|there|on the call|in the room|online|joined|who|people|with"
    r"|together with"
    r"|who was there(?: and when)?|pls add yourself|please add yourself"
    r"|anwesend(?: sind| waren| ist|e(?: mitglieder)?)?|anw\.?|teilnehm(?:er(?:\*?innen)?|ende)"
    r"|tn|da|dabei"
    r"|mit dabei|vor ort"
    r"|wer da war|es waren da|da waren|stimmberechtigt(?:e)?(?: anwesend)?"
    r"|(?:sont |étaient )?pr[ée]sente?s?|participant(?:e?s)|étaient là|mettez votre nom ici"
    r"|étaient présente?s|personnes présentes|ont participé|avec|sur place|à distance"
    r"|membres présents"
)
GUESTS = _label(
    r"guests?|visitors?|observers?|g[äa]ste?|als gast|invit[ée]e?s?"
    r"|assiste(?:nt)? en qualité d['\u2019]invité?e?s?"
)
REGRETS = _label(
    r"regrets|apologies(?: from| received)?|apol\.?|excused|absent with apologies|sent regrets"
    r"|(?:can['\u2019]?t|cannot|could not) come|sent apologies"
    r"|es fehlen|fehlend|entschuldigt(?: fehl(?:en|t)| sind| waren)?|entsch\.?|abgemeldet"
    r"|nicht da|verhindert"
    r"|(?:absente?s? )?excus[ée]e?s?|exc\.?|pas dispo(?:nibles?)?|n['\u2019]ont pas pu venir"
    r"|empêché\w*"
)
ABSENT = _label(r"absente?s?|missing|abwesend|unentschuldigt|est représentée?|vertreten[^:]{0,30}")
OFFICES = _label(
    r"chair(?:person)?|minutes|notes|scribe|secretary|secrétaire|animation|protokoll(?:führung)?"
    r"|leitung|versammlungsleitung|sitzungsleitung|moderation|beginn|ende|begin|end|ort|place|time"
)
AGREED = _label(
    r"#?agreed|decisions?(?: taken| made)?|decided|resolved|carried|consensus|resolution"
    r"|approved|adopted"
    r"|accepted|dec\.?|res\.?"
    r"|beschluss|beschlüsse|beschlossen|entschieden|vereinbart|abgemacht|festgelegt"
    r"|einstimmig(?: beschlossen)?|ergebnis|einigkeit"
    r"|wir sind uns einig"
    r"|d[ée]cid[ée]|d[ée]cisions?|r[ée]solution|#?accord|adoptée?|approuvée?|on décide",
    more=r"(?:\s?(?:nr\.?|no\.?|n°|#)?\s?\d{1,3}(?=\s*[:.)]))?",
)
ACTION = _label(
    r"#?action(?: item|-\d{1,4}|s)?|act\.?|to-?do|#?task(?: for)?|ai|ap|next step"
    r"|aufgaben?(?: für)?|zu tun"
    r"|auftrag"
    r"|à faire|a faire|tâches?(?: pour)?",
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
    r"(?:\d+[.)]\s*)?(?:attendees|attendance|attending|roll ?call|participants|present"
    r"|who was there.*"
    r"|on the call|people|teilnehm\w*|anwesen\w*|pr[ée]sen(?:ts|ces?)|participants?"
    r"|people present.*"
    r"|who is there|wer ist da|wer war da|qui était là)\W*",
    re.IGNORECASE,
)
SECTION_GUESTS = re.compile(r"(?:guests?|visitors|g[äa]ste?|invit[ée]e?s?)\W*", re.IGNORECASE)
SECTION_REGRETS = re.compile(
    r"(?:regrets|apologies|excused|abgemeldet|entschuldigt|excus[ée]e?s?)\W*", re.IGNORECASE
)
SECTION_ACTIONS = re.compile(
    r"(?:\d+[.)]\s*)?(?:(?:new |old |open )?(?:action(?:s| items?| points?)|actions?|to-?dos?"
    r"|to do|tasks)"
    r"|next steps|follow[- ]?ups?|homework|who does what|aufgaben(?:liste)?|offene aufgaben"
    r"|zu erledigen"
    r"|nächste schritte|wer macht was|à faire|tâches|actions à mener|suites|qui fait quoi"
    r"|offene punkte)\W*",
    re.IGNORECASE,
)
SECTION_AGREED = re.compile(
    r"(?:\d+[.)]\s*)?(?:decisions?(?: (?:made|taken))?|agreed|agreements|resolutions?"
    r"|what we (?:agreed|decided)"
    r"(?: on)?|beschlüsse|beschlossen|entscheidungen|décisions(?: prises)?|décidé|résolutions)\W*",
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
