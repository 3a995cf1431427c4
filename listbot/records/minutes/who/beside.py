"""Reads in sentences who could not come, who came later, and who was a guest. Pure; linear.

The people stand right before or behind the words that say it; words further away are not asked.
"""

import re
from collections.abc import Iterator, Sequence

from listbot.records.minutes.who.presence import FIRST
from listbot.records.minutes.words.people import Named, names_in

LONGEST_SENTENCE = 1_000  # characters

_BIG = r"[A-ZÀ-ÝŁŚŻŠČĐА-ЯЁ]"
_ONE = rf"{_BIG}[\w'’-]{{1,40}}+(?: {_BIG}[\w'’-]{{0,40}}+\.?){{0,2}}+"
_AND = r"(?:,(?: (?:and|und|et))?| (?:and|und|et|y|e|en|i|и))"
_MANY = rf"{_ONE}(?:{_AND} {_ONE}){{0,8}}+"
_NICK = r"[a-z_][\w-]{1,29}+"
_SOME = rf"(?<!\w)(?P<people>{_MANY}|{_NICK}(?:,? (?:and|und|et) {_NICK})?)\s"
_ASIDE = r"(?:, [a-zà-ÿ][^.;,]{2,80},)?"
_HAN = r"[\u3005-\u30ff\u3400-\u9fff]"


def _behind(verbs: str) -> re.Pattern[str]:
    return re.compile(rf"{_SOME}(?:{verbs})(?!\w)")


_EXCUSED = (
    _behind(
        r"(?:also |has |have |had )?(?:sends?|sent|gave|given|offered) (?:in )?(?:his |her "
        r"|their )?"
        r"(?:regrets|apologies|excuses)|(?:has |have |had )?apologi[sz]e[sd]?"
        r"(?: (?:in advance|beforehand|for not|for (?:his|her|their) absence))"
        r"|(?:was|were|is|are) (?:excused|unable to (?:attend|come|join|make it|be there))"
        r"|(?:can['’]?t|cannot|could(?:n['’]t| not)|can not) (?:make it|come|be there|be with us"
        r"|attend|join|be present)|had (?:to cancel|written to say)"
        r"|excused (?:him|her|them)sel(?:f|ves)|excused"
        r"|(?:told|wrote|messaged|pinged) (?:me|us)\b[^.]{0,80}\b(?:regrets|apologies)"
    ),
    _behind(
        r"konnten? (?:leider |heute |diesmal )?nicht"
        r"|(?:hatten?|haben|hat) (?:vorher |sich |vorab |leider ){0,3}"
        r"(?:abgesagt|entschuldigt|abgemeldet)|(?:ist|war|sind|waren|fehlte|fehlten|fehlt)"
        r" (?:leider |heute )?(?:entschuldigt|krank|verhindert)|(?:ließ|ließen|lässt|lassen) sich"
        r" entschuldigen|sagten? ab|mussten? absagen|meldeten? sich ab"
    ),
    _behind(
        r"s['’](?:est|était|étaient|sont) (?:\w+ )?excusée?s?|(?:est|était|sont"
        r"|étaient) excusée?s?"
        r"|(?:a|avait|ont|avaient) (?:prévenu|demandé à être excusée?s?)"
        r"|n['’](?:a|avait|ont|avaient) pas pu (?:venir|être|participer|se joindre|assister)"
        r"|no (?:pudo|pudieron|ha podido|han podido) (?:venir|asistir|conectarse|participar"
        r"|estar)"
        r"|excus(?:ó|aron) su (?:asistencia|ausencia)|avis(?:ó|aron) (?:de )?que no"
        r"|se disculp(?:ó"
        r"|aron)|não (?:pôde|puderam|pode|conseguiu|conseguiram) (?:vir|participar|comparecer"
        r"|estar|entrar)|avis(?:ou|aram) que não|justific(?:ou|aram) (?:a|sua) (?:ausência|falta)"
    ),
    _behind(
        r"non (?:è|sono) potut[oaie]|si (?:è|sono) scusat[oaie]|non (?:ha|hanno) potuto (?:venire"
        r"|partecipare)|kon(?:den)? (?:er )?niet (?:bij zijn|komen)|(?:had|hadden|heeft"
        r"|hebben) zich"
        r" afgemeld|meldden? zich af|nie (?:mógł|mogła|mogli|mogły)|usprawiedliwi(?:ł|ła|li|ły)"
        r"|не (?:смог|смогла|смогли|может|смогут|мог|могла)"
    ),
    re.compile(rf"(?P<people>{_HAN}{{2,4}}?)(?:因{_HAN}{{1,8}}?)?(?:请假|請假|未能(?:参加|出席))"),
    re.compile(rf"(?P<people>{_HAN}{{1,4}}?|[A-Z]\w{{1,20}}+)(?:さん)?は{_HAN}{{0,8}}欠席"),
    re.compile(
        rf"\b(?:[Rr]egrets|[Aa]pologies|[Ee]xcuses)(?: were| was| have been| had been)?"
        rf"(?: received| came| sent)?(?: from|:)"
        rf" (?P<people>{_MANY}|(?<=from ){_NICK}(?=[,.;(]|\s*\Z))",
    ),
    re.compile(
        r"\b(?:[Dd]isculp|[Ee]xcus|[Jj]ustific)(?:ó|aron|ou|aram) (?:su|sua|a)"
        rf" (?:ausencia|asistencia|ausência|falta) (?:[oa] )?(?P<people>{_MANY})",
    ),
    re.compile(
        rf"\b[Ee]ntschuldigt (?:hatten|haben|hatte|hat|waren|war|sind|ist|fehlten|fehlte|fehlen)"
        rf"(?: sich)?(?: vorher| vorab| schon){{0,2}}:? (?P<people>{_MANY})",
    ),
    re.compile(
        rf"\b(?:[Ff]alt(?:ou|aram|ó|aron)|[Ff]ehlten?) (?:o |a )?(?P<people>{_MANY}),? (?:(?:com"
        rf"|con"
        rf"|mit) (?:a |la )?"
        r"(?:justific|excus|entschuld|aviso)\w*|entschuldigt|excusad[oa])",
    ),
    re.compile(
        rf"\b[Nn]o (?P<people>{_MANY}|{_NICK})(?: tonight| today| this time)?, (?:he|she|they)"
        r" (?:wrote|told|said|called|let us know|is sick|is ill|is away|was ill|had to)\b",
    ),
)
_WROTE = _behind(
    r"(?:(?:told|wrote|messaged|pinged|mailed|texted|called) (?:me|us)|sent word),?(?: that)?"
    r"(?: (?:he|she|they))? (?:can(?:['’]?t|not)|won['’]t|could(?: not|n['’]t))"
    r" (?:be (?:t?here|with us)|make it|come|join|attend)"
)
"""Between the two halves stands a comma, and the person is whoever wrote."""
_GUEST = (
    re.compile(
        rf"(?P<people>{_MANY})(?: of (?:the )?[\w-]{{2,30}}(?: [\w-]{{2,30}}){{0,3}})?{_ASIDE}"
        r" (?:joined|attended|came|was there|were"
        r" there|took part|sat in|listened(?: in)?|was with us|were with us)(?: us)? as (?:(?:a"
        r"|an"
        r"|our) )?(?:guests?|observers?|visitors?)\b",
    ),
    re.compile(
        rf"\b(?:[Aa]ls G[aä]ste?|[Zz]u Gast|[Aa]s (?:a |our )?guests?) (?:war|waren|nahm|nahmen"
        rf"|kam|kamen"
        rf"|we had|was|were)(?: \w+){{0,2}}? (?P<people>{_MANY})",
    ),
    re.compile(
        rf"(?P<people>{_MANY})(?: \([^()]{{0,60}}\))?{_ASIDE} (?:war|waren|nahm"
        rf"|nahmen"
        r"|kam|kamen)(?: \w+){0,3} (?:als G[aä]ste?|zu Gast)\b",
    ),
    re.compile(
        rf"(?P<people>{_MANY}){_ASIDE} (?:\w+ ){{0,3}}?(?:en tant qu['’]invitée?s?"
        rf"|en"
        r" qualité d['’]invitée?s?|comme invitée?s?|como invitad[oa]s?|como convidad[oa]s?"
        r"|come ospit[ei]|jako gość|als gast)\b",
    ),
)
_LATER = (
    re.compile(
        r"\b(?P<people>(?:(?!(?:Later|Then|Also|And|But|Only|Finally)\b)[A-ZÀ-Ý][\w'’-]{1,40}+ "
        r"(?=[A-ZÀ-Ý]))?[^\W\d][\w-]{1,40}+) (?:was (?:also there|there as well|there too"
        r"|on the call)"
        r"|joined (?:us )?(?:by (?:tele)?phone|by video|later|late|remotely|halfway)"
        r"|came (?:a (?:bit"
        r"|little) )?later"
        r"|arrived (?:a (?:bit|little) )?late(?:r)?"
        r"|kam (?:etwas )?später(?: dazu)?|kam (?:noch )?dazu|stieß (?:später |noch )?dazu"
        r"|nous a rejoints|est arrivée? (?:plus tard|en retard)|llegó (?:más )?tarde"
        r"|se unió más tarde|chegou (?:mais tarde|atrasad[oa])|è arrivat[oa] (?:dopo|più tardi)"
        r"|kwam later|belongs to those present)\b"
    ),
    re.compile(
        rf"\b[Ss]päter (?:kam|kamen|stieß|stießen)(?: noch| auch)? (?P<people>{_MANY})"
        r"(?: noch)? (?:dazu|hinzu)\b"
    ),
)


_JOINED = re.compile(rf" (?:and|und|et|y|e|en|i|и) {_ONE}\Z")
"""The end of a list; else its last name may begin a clause of its own."""
_LED = re.compile(
    rf"(?P<people>{_ONE}) (?:was in the chair|took the chair|chaired|presided"
    rf"|took (?:the )?(?:notes"
    r"|minutes)|opened the meeting|hatte den Vorsitz|führte (?:den Vorsitz|Protokoll)|leitete die"
    r" Sitzung|présidait|presidió|ha presieduto)\b"
)


def officers_in(text: str) -> list[str]:
    """Return those who led the meeting or wrote its minutes, by sentences."""
    return [match["people"] for match in _LED.finditer(text[:FIRST])]


def _sentences(text: str) -> Iterator[tuple[str, bool]]:
    for sentence in re.split(r"(?<=[.!?])\s|(?<=[。！？])|\n\n|[(),;]\s", text[:FIRST]):
        yield " ".join(sentence.split()).removeprefix("#info ")[:LONGEST_SENTENCE], False


def excused_in(text: str, said: Sequence[str] | None) -> list[Named]:
    """Return those who could not come, by sentences. `said`: what a chat's people said."""
    if said is not None:
        text = "\n\n".join(said)
    found: list[Named] = []
    for sentence, is_whole in (*_sentences(text), *_wholes(text)):
        for pattern in (*_EXCUSED, _WROTE):
            match = pattern.search(sentence)
            is_behind = match is not None and match.start() == match.start("people")
            if match is not None and not (
                is_whole
                and is_behind
                and pattern is not _WROTE
                and _JOINED.search(match["people"]) is None
            ):
                found += [each for each in names_in(match["people"]) if each.name.count(" ") < 3]
    return found


def _wholes(text: str) -> Iterator[tuple[str, bool]]:
    """Yield sentences with their commas, which two people and what was said of them may need."""
    for sentence in re.split(r"(?<=[.!?。])\s|\n\n", text[:FIRST]):
        if "," in sentence or "，" in sentence:
            yield " ".join(sentence.split())[:LONGEST_SENTENCE], True


def guests_in(text: str) -> list[Named]:
    """Return those whom a sentence calls guests."""
    return [
        each
        for sentence in re.split(r"(?<=[.!?;])\s|\n\n", text[:FIRST])
        for pattern in _GUEST
        if (match := pattern.search(" ".join(sentence.split())[:LONGEST_SENTENCE]))
        for each in names_in(match["people"])
    ]


def later_in(text: str) -> list[Named]:
    """Return those who came later, or who were there as well."""
    return [
        each
        for pattern in _LATER
        for match in pattern.finditer(text[:FIRST])
        for each in names_in(match["people"])
    ]
