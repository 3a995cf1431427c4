"""Reads whether somebody says in plain words that they leave the group: English, German, French.

Pure; never raises. It looks for a kind of sentence, not for a word: the writer, now, the group.
What is conditional, planned for later, asked, denied, quoted, told of others or a joke is not one,
and neither is stepping down from something else. A question costs a mail, so doubt is no.
"""

import re
from collections.abc import Iterator

LOOKED_AT = 2000  # characters of own words
LONGEST = 300  # characters of a sentence; a longer one is not a plain one

_GROUP = r"(?:(?:infra(?:structure)?|admin|working)[ -]?)?(?:group|team|wg)\b"
_THE = rf"(?:the|this|our) {_GROUP}"
_AM = r"\bI(?:['\u2019]m| am|['\u2019]ve decided to be| have decided to be)(?: hereby| now)?"
_DO = (
    r"\bI(?:(?: hereby| now)?|(?:['\u2019]d| would) like to|(?:['\u2019]ve| have) decided to"
    r"| want to| have to| must)"
)
_MEMBER = rf"(?: as an? (?:{_GROUP[:-2]} )?member)?"

_ENGLISH = (
    rf"{_AM} (?:stepping down|resigning){_MEMBER}(?: from {_THE})?",
    rf"{_AM} (?:leaving|quitting|stepping back from|out of|no longer (?:a member|part) of) {_THE}",
    rf"{_DO} (?:step down|resign){_MEMBER}(?: from {_THE})?",
    rf"{_DO} (?:leave|quit|step back from) {_THE}",
    rf"\bplease (?:remove me from|take me off) {_THE}",
    rf"\b(?:consider|take) this (?:as )?my resignation(?: from {_THE})?",
    rf"\bthis (?:mail )?is my resignation(?: from {_THE})?",
)

_GRUPPE = r"(?:Infra-?)?(?:Gruppe|Team|Arbeitsgruppe)\b"
_AUS = rf"aus (?:der|dem|unserer|unserem) {_GRUPPE}"
_NUN = r"(?: hiermit| jetzt| nun| heute)?"
_GERMAN = (
    rf"\bich verlasse{_NUN} (?:die|das|unsere|unser) {_GRUPPE}",
    rf"\bich (?:trete|steige|scheide){_NUN} (?:{_AUS}|von meinem Amt) (?:aus|zur\u00fcck)\b",
    rf"\bich trete{_NUN} zur\u00fcck\b",
    rf"\bich ziehe mich{_NUN} {_AUS} zur\u00fcck\b",
    rf"\bich h\u00f6re{_NUN} (?:in der|im) {_GRUPPE} auf\b",
    rf"\bhiermit (?:trete|scheide|steige) ich (?:{_AUS} )?(?:aus|zur\u00fcck)\b",
    rf"\bhiermit verlasse ich (?:die|das|unsere|unser) {_GRUPPE}",
)

_GROUPE = r"(?:groupe|\u00e9quipe)\b"
_DU = rf"(?:du |de l['\u2019]|de notre ){_GROUPE}"
_FRENCH = (
    rf"\bje quitte(?: donc| d\u00e9sormais| aujourd['\u2019]hui)?"
    rf" (?:le |l['\u2019]|notre ){_GROUPE}",
    rf"\bje me retire(?: donc| d\u00e9sormais)? {_DU}",
    rf"\bje d\u00e9missionne(?: donc)?(?: {_DU})?",
    rf"\bje pr\u00e9sente ma d\u00e9mission(?: {_DU})?",
)

_SAYS = tuple(re.compile(phrase, re.IGNORECASE) for phrase in (*_ENGLISH, *_GERMAN, *_FRENCH))

_OTHER_ROLE = re.compile(r"\s*(?:as|from|of|als|von|comme|en tant que|de|du)\b", re.IGNORECASE)
"""What follows names something else to step down from."""

_LATER = (
    r"if|when|whenever|once|unless|until|till|soon|later|some ?day|one day|maybe|perhaps|next"
    r"|in \d+|at the end|(?:after|before) (?:the|this|that|my|our|we|I)|whether|as though"
    r"|wenn|falls|sobald|bald|sp\u00e4ter|irgendwann|vielleicht|n\u00e4chste[nmrs]?|ende|bis|bevor|ob"
    r"|si|quand|lorsque|d\u00e8s que|bient\u00f4t|un jour|peut-\u00eatre|prochaine?|avant"
)
_DENIED = (
    r"not|never|almost|nearly|wish|think(?:ing)?|consider(?:ing)?|might|may|could|said|says|wrote"
    r"|writes|told|asked?|nicht|nie|fast|k\u00f6nnte|w\u00fcrde|sagte|schrieb|pas|jamais|presque|dit"
    r"|pourrais|\u00e9crit"
)
_NOT_BEFORE = re.compile(rf"\b(?:{_LATER}|{_DENIED})\b|n['\u2019]t\b", re.IGNORECASE)
_NOT_AFTER = re.compile(
    rf"\b(?:{_LATER}|vielleicht|nicht|meeting|call|early)\b|[;:]-?\)", re.IGNORECASE
)
"""A group's meeting or call can be left, too."""
_JOKE = re.compile(
    r"\b(?:just kidding|only joking|jk|lol|haha\w*|april fools?|scherz|kleiner witz|blague"
    r"|je plaisante)\b",
    re.IGNORECASE,
)
_QUOTES = "\"\u201c\u201d\u201e\u00ab\u00bb\u2018'>"
_ENDS = re.compile(r"(?<=[.!?])\s|\n[ \t]*+\n")


def says_leaving(own: str) -> bool:
    """Return whether these own words of a mail say that their writer leaves the group."""
    seen = own[:LOOKED_AT]
    if _JOKE.search(seen):
        return False
    return any(_says(sentence) for sentence in _sentences(seen))


def _sentences(text: str) -> Iterator[str]:
    for sentence in _ENDS.split(text):
        plain = " ".join(sentence.split())
        if plain and len(plain) <= LONGEST:
            yield plain


def _says(sentence: str) -> bool:
    if sentence.endswith("?"):
        return False
    found = (phrase.search(sentence) for phrase in _SAYS)
    said = next((each for each in found if each is not None), None)
    if said is None:
        return False
    before, after = sentence[: said.start()], sentence[said.end() :]
    if _NOT_BEFORE.search(before) or _NOT_AFTER.search(after) or _OTHER_ROLE.match(after):
        return False
    return before.rstrip()[-1:] not in tuple(_QUOTES)
