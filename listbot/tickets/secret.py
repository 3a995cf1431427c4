"""Recognises mails that likely hold a secret: a key, a token, a password. Their text never becomes
public, and their authors are warned.

Looks for shapes with few other meanings. A miss does little harm, as tickets start private; a false
alarm costs one letter. So words about passwords ("I forgot my password") are left alone, and so are
blanks and examples ("password: ****"). Never keeps, shows or returns a secret; takes linear time;
never fails.
"""

import re

PRIVATE_KEY = "a private key"
TOKEN = "an access token"  # noqa: S105 - words for a letter, not a token
ADDRESS = "an address with a password in it"
HASH = "a password hash"
PASSWORD = "a password line"  # noqa: S105 - words for a letter, not a password

_PRIVATE_KEY = re.compile(
    r"-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----|^PuTTY-User-Key-File-\d",
    re.MULTILINE,
)
_TOKEN = re.compile(
    r"""
    (?<![^\W_]) (?:
        (?: AKIA | ASIA ) [0-9A-Z]{16} (?![0-9A-Za-z])        # AWS
      | gh[pousr]_ [A-Za-z0-9]{36} | github_pat_ \w{22}
      | glpat- [\w-]{20}
      | xox[abeoprs]- [\w-]{10}                               # Slack
      | sk_live_ [A-Za-z0-9]{16} | sk-(?:proj-|ant-)? [\w-]{32} | AIza [\w-]{35}
      | hf_ [A-Za-z0-9]{30}
      | npm_ [A-Za-z0-9]{36} | pypi-AgE [\w-]{30} | dckr_pat_ [\w-]{20}
    )
    """,
    re.VERBOSE,
)
_JWT = re.compile(r"(?<![\w-])eyJ[\w-]{8,2000}\.eyJ[\w-]{8,4000}\.[\w-]{16}")  # RFC 7519
_BEARER = re.compile(
    r"\bauthorization\s{0,3}[:=]\s{0,3}[\"']?(?:bearer|basic|token)\s{1,3}([\w.~+/=-]{12,})",
    re.IGNORECASE,
)
_NAMED_TOKEN = re.compile(
    r"(?<![^\W_])(?:access[ _-]?key|secret[ _-]?key|api[ _-]?key|api[ _-]?token|access[ _-]?token"
    r"|auth[ _-]?token"
    r"|client[ _-]?secret|token|secret)[\"']?[ \t]{0,3}[:=][ \t]{0,3}[\"']?([\w.~+/=-]{16,})",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,15}://[^\s:/@]{1,64}:([^\s/@]{3,64})@[\w.-]", re.IGNORECASE
)
_HASH = re.compile(
    r"^[ \t>|]{0,8}[\w.@+-]{1,64}:(?:\$(?:apr1|1|2[abxy]|5|6|y|7)\$\S{8}|\{S?SHA\d{0,3}\}\S{8})",
    re.MULTILINE,
)

_WORDS = (
    r"password|passwd|passphrase|pass[ ]phrase|pwd|pgpassword|(?:user|root|admin|db|my"
    r"|login)password"
    r"|passwort|kennwort|mot[ ]de[ ]passe|mdp|contrase(?:ñ|n)a|senha|palavra-passe|wachtwoord|has"
    r"(?:ł|l)o|heslo"
    r"|l(?:ö|o)senord|пароль"
)
_SHORT_WORDS = r"pass|pw|clave|secret"
"""They mean other things as well, so the value has to look like a password."""
_WHOSE = r"(?:[ ](?:for|of|für|pour|de|para|per|van|voor)[ ]\S{1,64})?"
_PASSWORD = re.compile(
    rf"(?<![^\W_])(?:(?P<word>{_WORDS})|{_SHORT_WORDS}){_WHOSE}[\"']?[ \t]{{0,3}}"
    rf"(?:(?P<sign>=>|:=|[:=])|[ ](?:is|was|lautet|ist|est|es|è|é|is[ ]now)(?=[ :]):?)[ \t]{{0,3}}"
    rf"(?P<value>[^\r\n]{{1,120}})",
    re.IGNORECASE,
)
_BLANK = re.compile(
    r"""
    [*xX.•·_\-?#]+ | <.* | \[.* | \{\{.* | \$.* | %.* | \(.* | https?:.* | !vault.*
    | none | null | nil | true | false | yes | no | n/?a | empty | blank | optional
    | required | unknown | string
    | secret | hidden | redacted | removed | deleted | masked | placeholder | changeme
    | password | passwd | passwort
    | your[-_]?password | mypassword | example | foo | bar | foobar
    | forgotten | reset | changed | expired | wrong | incorrect | invalid | ok | okay | fine
    | correct | missing
    | locked | same | see | above | below | later | follows | separately | vergessen
    | falsch | abgelaufen | oublié
    | files | compat | systemd | sss | ldap | nis | db | dns
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Words in place of a password that are not one: blanks, names of variables, states, the sources of
a passwd map."""
_DIGIT = re.compile(r"\d")
_LETTERS, _OTHERS = re.compile(r"[^\W\d_]"), re.compile(r"[\d!@#$%^&*+=~?]")
_LEAST = 4  # characters of a password
_MIXED = 6  # characters of one that is recognised by its look alone


def likely_secret(text: str) -> str:
    """Return what the text probably holds, in words for a letter; "" for nothing."""
    return next((seen for seen, is_in in _LOOKS if is_in(text)), "")


def _has_key(text: str) -> bool:
    return _PRIVATE_KEY.search(text) is not None


def _has_token(text: str) -> bool:
    if _TOKEN.search(text) or _JWT.search(text):
        return True
    found = (*_BEARER.finditer(text), *_NAMED_TOKEN.finditer(text))
    return any(_is_mixed(match[1].strip("=")) and _DIGIT.search(match[1]) for match in found)


def _has_address(text: str) -> bool:
    return any(not _BLANK.fullmatch(match[1]) for match in _ADDRESS.finditer(text))


def _has_hash(text: str) -> bool:
    return _HASH.search(text) is not None


def _has_password(text: str) -> bool:
    return any(map(_gives_password, _PASSWORD.finditer(text)))


def _gives_password(match: re.Match[str]) -> bool:
    """Whether a password follows the word for it, rather than a sentence about one."""
    words = match["value"].split()
    if not words:
        return False
    value = words[0].strip("\"'`,;“”„«»")
    if len(value) < _LEAST or _BLANK.fullmatch(value.rstrip(".!")):
        return False
    if _is_mixed(value):
        return True
    is_alone = len(words) == 1 or match.string[match.start("value") - 1] == "="
    return match["word"] is not None and match["sign"] is not None and is_alone


def _is_mixed(value: str) -> bool:
    """Whether a word mixes letters with digits or signs, as words of a language do not."""
    value = value.rstrip(".,;!?")
    return len(value) >= _MIXED and bool(_LETTERS.search(value) and _OTHERS.search(value))


_LOOKS = (
    (PRIVATE_KEY, _has_key),
    (TOKEN, _has_token),
    (ADDRESS, _has_address),
    (HASH, _has_hash),
    (PASSWORD, _has_password),
)
"""What to look for, the worst first."""
