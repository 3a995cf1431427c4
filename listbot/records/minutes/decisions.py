"""Reads what a group agreed on: after a label, in a sentence, or as a motion. Pure; linear."""

import re

from listbot.records.minutes.words.lexicon import Sense
from listbot.records.minutes.words.phrases import EARLIER, NOTHING_AGREED
from listbot.records.minutes.words.senses import sense_of

LONGEST = 2_000  # characters of a sentence

_ADVERBS = (
    r"(?:(?:have|has|was|were|is|are|been|all|then|also|finally|therefore|thus|unanimously"
    r"|eventually|both|now|provisionally"
    r"|formally|informally|just|at last|in the end|quickly|hereby)\s+){0,4}"
)
_SUBJECT = (
    r"(?:we|it['’]s|it|they|everybody|everyone|all(?: present| members)?|members|those present"
    r"|participants|the (?:(?!we\b|it\b)\w+ ){0,2}(?!we\b|it\b)\w+|both(?: sides)?)"
)


def _any(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(each, re.IGNORECASE | re.DOTALL) for each in patterns)


_SENTENCES = _any(
    r"(?P<what>\A(?:(?:unanimously|then|also)\s+)?(?:decided|agreed|resolved) (?:that|to"
    r"|on)\b.*)",
    rf"(?P<what>\b{_SUBJECT}\s+{_ADVERBS}(?:agreed?|decided?|resolved?|settled|approved?"
    rf"|accepted),?\s+(?:unanimously )?(?:to|that|on|upon|the|a)\b.*)",
    r"(?P<what>\bwe (?:all |now )?(?:accept|approve|adopt)(?:ed)?\b.*)",
    r"(?P<what>\A(?:the|we) .{3,400}\band (?:approved|accepted|adopted) (?:it|them)\b.*)",
    r"(?P<what>\bthere (?:was|is) (?:a )?(?:\w+ )?(?:consensus|agreement) (?:to|that|on)\b.*)",
    r"(?P<what>\b(?:the )?(?:decision|consensus|agreement) (?:was|is) (?:to|that)\b.*)",
    # German: the verb may stand first, second, or last.
    r"(?P<what>\b(?:es wurde|es wird|wir|man|der \w+|die \w+|das \w+"
    r"|alle)\s+(?:\S+\s+){0,4}?(?:beschlossen|beschließ\w+|beschloss\w*|entschieden|entscheid\w+"
    r"|vereinbart\w*|einig|geeinigt|einigt\w*|übereingekommen|festgelegt|verständigt\w*)\b.*)",
    r"(?P<what>\b(?:beschlossen|festgelegt|vereinbart|entschieden|geeinigt"
    r"|abgemacht)\s+(?:haben wir|wurde|wird|ist|haben)\b.*)",
    r"(?P<what>\A(?:es )?\w.{0,160}\b(?:wird|wurde|werden|wurden|ist"
    r"|sind)\b.{0,160}\b(?:beschlossen|angenommen|vereinbart|bewilligt|genehmigt)\b.*)",
    r"(?P<what>\bwir sind uns einig\b.*)",
    r"(?P<what>\b(?:der|die|das) \w+ (?:stimmt|stimmen|stimmte|stimmten)\b.{0,160}\bzu\b.*)",
    # French.
    r"(?P<what>\b(?:il est|il a (?:donc )?été|c['’]est) (?:donc |finalement )?(?:décidé|convenu"
    r"|acté|entendu)\b.*)",
    r"(?P<what>\bon (?:a |s['’]est )?(?:donc |finalement |tous )?(?:décidé?|décide"
    r"|mis d['’]accord|convenu|acté)e?s? (?:de|que|pour|d['’]).*)",
    r"(?P<what>\b(?:le \w+|la \w+|l['’]\w+|tout le monde|tous) (?:a |ont |est |sont )?(?:décid\w+"
    r"|convenu\w*|approuv\w+|adopt\w+|valid\w+|d['’]accord) (?:de|que|pour|à|la|le|les|d['’]"
    r"|l['’]).*)",
    r"(?P<what>\bnous (?:sommes (?:tous )?(?:tombés )?d['’]accord|sommes convenus|avons (?:décidé"
    r"|convenu|acté)|décidons|convenons) (?:pour|de|que|d['’]|sur).*)",
    r"(?P<what>\bd['’]accord pour .*)",
    # Spanish, Portuguese, Italian.
    r"(?P<what>\bse (?:ha )?(?:acuerda|acordó|acordado|decide|decidió|decidido|aprueba|aprobó"
    r"|aprobado|resuelve|resolvió|resuelto)\b.*)",
    r"(?P<what>\b(?:acordamos|decidimos|hemos (?:acordado|decidido)|quedamos en"
    r"|la asamblea (?:acuerda|aprueba|decide)|el grupo (?:acuerda|decide|decidió|acordó))\b.*)",
    r"(?P<what>\b(?:ficou|foi|está) (?:decidido|acordado|combinado|definido)\b.*)",
    r"(?P<what>\b(?:decidiu|acordou|aprovou|resolveu)-se\b.*)",
    r"(?P<what>\b(?:abbiamo|si è|è stato|viene|il gruppo ha) (?:deciso|concordato|stabilito"
    r"|approvato)\b.*|\bsi (?:decide|approva|concorda|stabilisce)\b.*)",
    # Dutch, Polish, Swedish.
    r"(?P<what>\b(?:we|er is|er wordt|de \w+|is|wordt)\s+(?:\w+\s+){0,4}?(?:besloten|afgesproken"
    r"|besluit\w*|overeengekomen)\b.*)",
    r"(?P<what>\b(?:we )?spreken af\b.*)",
    r"(?P<what>\b(?:postanowi\w+|ustali\w+|ustalono|zdecydowa\w+|uchwali\w+|przyjęto"
    r"|postanowiono)\b.*)",
    # Chinese, Japanese, Russian.
    r"(?P<what>(?:会议|大家|我们|小组|全体\w{0,3}|与会\w{0,2})(?:一致|最终|最后)?(?:决定|同意"
    r"|商定|通过).+)",
    r"(?P<what>\A.{3,200}ことに(?:なった|なりました|した|しました|決\w+|合意\w*).*)",
    r"(?P<what>\b(?:решили|постановили|договорились|было решено|принято решение)\b.*)",
    r"(?P<what>\b(?:\w+ )?(?:beslöt|beslutade|beslutades|enades|beslutar|vedtok|besluttede)\b.*)",
)
_PASSIVE = re.compile(
    r"(?P<what>(?!(?:it|that|this) )[^,;:]{3,200}\b(?:is|was|were|are|has been"
    r"|have been)\s+(?:then |hereby |also "
    r"|unanimously )?(?:approved|adopted|agreed(?: (?:on|upon))?|carried)\b.*"
    r"|[^,;:]{3,200}\b(?:est|sont|a été|ont été)\s+(?:approuvée?s?|adoptée?s?|validée?s?|actée?s?"
    r"|acceptée?s?)\b.*"
    r"|[^,;:]{3,200}\b(?:se aprueba|queda aprobad[oa]|fue(?:ron)? aprobad[oa]s?"
    r"|(?:foi|foram) aprovad[oa]s?|(?:è|sono) stat[oaie] approvat[oaie])\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_FORMAL = re.compile(
    r"\b(?:minutes|agenda|protokoll|tagesordnung|compte[- ]rendu|procès-verbal|ordre du jour|acta"
    r"|ata|verbale|notulen"
    r"|motion|proposal|antrag|résolution|resolution|mention|elect\w*|gewählt|élue?s?)\b",
    re.IGNORECASE,
)
"""What is approved at each meeting, or is a motion of its own: no agreement to be listed."""
_DENIED = re.compile(
    r"\b(?:nobody|no one|niemand|personne|nadie|not|n['’]t|cannot|never|no|nicht|nichts|kein\w*"
    r"|ne|n['’]\w*|pas|aucun\w*|ningun\w*|nessun\w*|nie|niet|geen"
    r"|should|could|would|can|will|must|may|might|has to|have to|needs? to|whether|if|when|once"
    r"|until|before|unless|ob|wenn|bis|si|quand|avant|muss|soll\w*|kann|könnte\w*"
    r"|sera|devra|doit|peut)\b.{0,40}\Z",
    re.IGNORECASE | re.DOTALL,
)
_NOT = re.compile(
    r"\b(?:not (?:yet )?(?:agree|decide|settle|resolve)\w*|n['’]t (?:yet )?(?:agree|decide|settle"
    r"|resolve)\w*"
    r"|(?:nicht|nichts|noch nicht)\s+(?:\w+\s+){0,3}(?:beschlossen|entschieden|geeinigt|einig"
    r"|festgelegt|vereinbart|angenommen|bewilligt)"
    r"|(?:pas|rien)\s+(?:\w+\s+){0,2}(?:décidé|convenu|d['’]accord|adopté)|(?:ne"
    r"|n['’]) ?\w+ (?:pas|rien)"
    r"|on nothing|no (?:decision|agreement|consensus)|agreed? to disagree|(?:no|nada"
    r"|nunca) se (?:\w+ )?(?:acord|decid|aprob)\w*"
    r"|non (?:si è|abbiamo|è stato|viene)|no (?:hemos|decidimos|acordamos)|não (?:foi|ficou|se)"
    r"|nie (?:postanowi|ustali|zdecydowa|przyj)\w*|niet (?:besloten|afgesproken)"
    r"|lehnt\w* .{0,100} ab|abgelehnt|rejected|rejetée?)\b",
    re.IGNORECASE,
)
RESOLUTION = re.compile(r"\S+ (?:résolution|resolution|antrag|motion)\W*", re.IGNORECASE)
"""The line above the text of a motion."""
_MOTION = re.compile(
    r"(?:motion|antrag|proposal|proposed|vorschlag|proposition|moción|propuesta|proposta|voorstel"
    r"|wniosek)\b[^:\n]{0,60}:\s*(?P<what>.+)",
    re.I | re.S,
)
_MOVED = re.compile(
    r"(?:(?:it was )?moved\b[^.:]{0,80}?,?|(?:now,? therefore,? )?be it (?:further "
    r"|hereby )?resolved,?)"
    r" (?P<what>that\b.{5,})",
    re.IGNORECASE | re.DOTALL,
)
_CARRIED = re.compile(
    r"\b(?:special order|motion|antrag|résolution|resolution|proposal|vorschlag|moción|propuesta"
    r"|proposta"
    r"|wniosek)\b[^.]{0,100}\b(?:is|was|were|ist|wird|wurde|est|queda|fue|foi|è"
    r"|został)\b[^.]{0,40}"
    r"\b(?:carried|accepted|adopted|approved|passed|angenommen|adoptée|aprobad[oa]|aprovad[oa]"
    r"|approvat[oa]|przyjęty)\b"
    r"|\b(?:dem antrag|damit)\b[^.]{0,60}\b(?:stattgegeben|zugestimmt)\b"
    r"|\b(?:motion|proposal|antrag|résolution|wniosek) (?:carried|carries|passed|passes|approved"
    r"|adopted|angenommen|adoptée|przyjęty)\b"
    r"|\A\W*(?:(?:motion )?(?:carried|passed|approved|adopted|accepted)"
    r"|(?:einstimmig )?angenommen|adoptée?|aprobad[oa]|aprovad[oa]|przyjęto)\b[^.]{0,60}\W*\Z",
    re.IGNORECASE,
)
_LOST = re.compile(
    r"\b(?:lost|rejected|abgelehnt|rejetée?|report[ée]e?|not (?:carried|adopted|approved"
    r"|accepted)|failed|fails|tabled|deferred|postponed|nicht angenommen|withdrawn|rechazad[oa]"
    r"|odrzucon\w+)\b",
    re.IGNORECASE,
)
_TAKES_ON = re.compile(
    r",? (?:and|und|et|y|e|en) (?=[A-ZÀ-Ý]\w+ (?:will|wird|va|to|zal|vai|va a)\b)|, (?=(?:den|die"
    r"|das|der|dies) \w+ [A-ZÀ-Ý]\w+\b)|; "
)
_TALLY = re.compile(r"\s*\([+-]\d{1,3}(?:[,;/: ]{1,2}[+-]?\d{1,3}){1,3}\)\s*\Z")
"""Votes as numbers alone: "(+4, 0, -0)"."""
_ASIDE = re.compile(
    r"\s*\n?\((?:einstimmig|unanimous(?:ly)?|à l['’]unanimité|por unanimidad)\)\s*\Z", re.IGNORECASE
)


_THAT = re.compile(r"\A\s*(?:that|dass|que)\s+(?=\S)", re.IGNORECASE)


def agreed_of(text: str) -> str:
    """Return what follows a label of an agreement; "" if it says that nothing was agreed."""
    text = _THAT.sub("", text, count=1)
    text = _ASIDE.sub("", _TALLY.sub("", " ".join(text.split())))
    return "" if not text or NOTHING_AGREED.match(text) or text in ("?", "??") else text


_SPOKEN = re.compile(
    r"\A[^\W\d][\w.-]{0,30}(?: [A-ZÀ-Ý][\w.-]{0,30})?: (?:(?:so|then|ok|okay),? )?", re.I
)
"""Whose words a sentence is, and a word that says nothing."""
_SO = re.compile(r",? (?:and )?so (?=\w|\Z)|; ")


def agreed_in(sentence: str) -> str:
    """Return what a sentence says was agreed on; "" if it says nothing of it."""
    sentence = _SPOKEN.sub("", " ".join(sentence[:LONGEST].split()))
    if EARLIER.search(sentence) or _NOT.search(sentence) or sentence.endswith(("?", ":")):
        return ""
    for pattern in _SENTENCES:
        match = pattern.search(sentence)
        if match is None or _DENIED.search(_SO.split(sentence[: match.start("what")])[-1]):
            continue
        if _FORMAL.search(match["what"][:60]):
            continue
        return _TAKES_ON.split(match["what"])[0].rstrip(" ,;")
    match = _PASSIVE.match(_SO.split(sentence)[-1])
    if match is not None and not _FORMAL.search(match["what"]):
        return _TAKES_ON.split(match["what"])[0].rstrip(" ,;")
    return ""


_BEHIND = re.compile(
    r"(?P<what>.*?\S)(?:[,;:.]\s*|\s+[-–—]{1,2}\s*|\s*(?:->|=>|→)\s*"
    r"|\s*[(\[])(?P<words>[^\W\d][\w ]{2,24})[)\]]?\s*[.!]?\s*",
    re.DOTALL,
)


def agreed_before(text: str) -> str:
    """Return what a short text says before the word that it was agreed on: "two disks - "
    "agreed"."""
    match = _BEHIND.fullmatch(text) if len(text) < LONGEST else None
    if match is None or sense_of(match["words"]) is not Sense.AGREED:
        return ""
    return agreed_of(match["what"])


_INSIDE = re.compile(
    r"[,;:\u2013-] ?(?:agreed|decided|resolved|beschlossen|vereinbart|décidé|convenu|acordado"
    r"|deciso)\b",
    re.IGNORECASE,
)


def is_agreed(text: str) -> bool:
    """Return whether a short line says that it was agreed on: "it is free, agreed to try"."""
    if text.endswith("?"):
        return False
    return bool(_INSIDE.search(text)) and not EARLIER.search(text) and not _NOT.search(text)


def motion_of(text: str) -> str:
    """Return what a motion asks for; "" if a text is none."""
    match = _MOTION.match(text) or _MOVED.match(text)
    return " ".join(match["what"].split()) if match else ""


def is_carried(text: str) -> bool:
    """Return whether a text says that the motion above it was carried."""
    return bool(_CARRIED.search(text[:LONGEST])) and not _LOST.search(text[:LONGEST])


def is_lost(text: str) -> bool:
    """Return whether a text says that the motion above it was lost, or put off."""
    return bool(_LOST.search(text[:LONGEST]))
