"""Read subjects: the title of a thread, its tags, and how two subjects compare. Pure; never
raises.

A subject is read from the left: reply prefixes in many languages and `[brackets]`, in any
order, then the title.
"""

import re
from dataclasses import dataclass
from functools import lru_cache


def _each(text: str, separator: str) -> frozenset[str]:
    return frozenset(text.split(separator))


REPLY_PREFIXES = _each(
    "re aw antw antwort sv vs fwd fw wg rv tr rif r i odp odpověď vá res enc ynt ilt "
    "ref doorst vb vl vd pd na atb aw.fwd 回复 答复 回覆 转发 轉寄 返信 转送 転送 "
    "отв ответ пересл απ σχετ antwoord antwoorden betreft betr doorgestuurd beantw svar svara "
    "vidarebefordrat videresendt vastaus vast välitetty réponse rép transféré "
    "respuesta resp reenviado reenv resposta encaminhada risposta inoltrato i.r "
    "răspuns redirecționat rsp válasz továbbítás további odpověd předmět odpowiedź "
    "prosl odg odgovor proslijeđeno posredovano одговор отг отговор одг прослеђено вп "
    "відповідь відп на адказ переслано απάντηση απαντ πρθ yanıt iletilen i̇lt cevap "
    "vastus edasi atbilde pārsūtīts ats atsakymas pers framsent áframsent erantzuna "
    "erantz birbidalia respon bls trs balas balasan jawab meneruskan jwb trả trả.lời "
    "chuyển.tiếp ตอบ ตอบกลับ ส่งต่อ 회신 답장 전달 回信 回應 答覆 轉發 轉送 תשובה השב הועבר העברה רד "
    "رد الرد إعادة پاسخ پخ بازارسال उत्तर जवाब प्रत्युत्तर yml ymatebir freagra cev "
    "cavab жауап хариу պատ პასუხი përgj përgjigje tugon jibu sagot",
    " ",
)
"""What mailers put before the subject of an answer or a forwarded mail, in their users' languages.
A word in letters beyond ASCII before a tag is one in any other.
"""

NEVER_OPEN = _each(
    "RESULT; RESULTS; VOTE RESULT; VOTE RESULTS; RESULT VOTE; DISCUSS; DISCUSSION; CANCEL; "
    "CANCELED; CANCELLED; CANCELLATION; WITHDRAWN; WITHDRAW; CLOSED; EXTENDED; EXTENSION; "
    "REMINDER; ANNOUNCE; PASSED; FAILED; SUMMARY; DRAFT; OT; TEST",
    "; ",
)
"""A subject with one of these tags never opens a proposal."""

COMMON_TAGS = (
    frozenset(
        {
            "VOTE",
            "LAZY",
            "LAZY CONSENSUS",
            "MINOR",
            "PROPOSAL",
            "POLL",
            "CFV",
            "MOTION",
            "RFC",
            "TAKE 2",
        }
    )
    | NEVER_OPEN
)
"""Brackets that are not a list's prefix, for callers who don't know a list's tags."""

_OF_PREFIXES = r"[^\s\d:\uff1a\[\](){}<>^\"'*/#,;!?]{1,24}"
_PREFIX = re.compile(
    rf"\s*({_OF_PREFIXES}(?: {_OF_PREFIXES})?)\s?"
    r"(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3}|\d{1,2})?\s?[:\uff1a]"
)
_FILTERED = re.compile(r"\s*(?:\*{2,5}[^*\s][^*]{0,40}\*{2,5}|\{[^{}]{1,40}\})\s*")
"""What a filter puts before a subject: "***SPAM***", "{Spam?}"."""
_UNSEEN = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))

_BRACKET = re.compile(r"\s*\[([^\[\]]{1,60})\]\s*")
_WAS = re.compile(r"[(\[]\s*was\b.*", re.IGNORECASE | re.DOTALL)
_WORD_TAG = re.compile(r"\s*([^\W\d_]+(?: [^\W\d_]+)?)\s*[:\uff1a]\s*")
_NUMBERED = re.compile(r"[\s,#:]{0,5}(?:take|round|try|nr|no|n)?[\s.#]{0,5}\d{1,3}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A subject split into its parts."""

    replied: bool
    brackets: tuple[str, ...]
    """In order, as written."""
    title: str
    """The rest, without "(was: ...)"."""
    changed: bool
    """There was a "(was: ...)"."""

    @property
    def tags(self) -> tuple[str, ...]:
        """The brackets in the spelling used to compare tags."""
        return tuple(fold_tag(bracket) for bracket in self.brackets)


@lru_cache(maxsize=512)  # every question about a subject starts here, and a thread has one subject
def take_apart(subject: str) -> Heading:
    """Strip reply prefixes and brackets from the front, in any order."""
    at, replied = 0, False
    brackets: list[str] = []
    while True:
        if bracket := _BRACKET.match(subject, at):
            brackets.append(bracket[1].strip())
            at = bracket.end()
        elif filtered := _FILTERED.match(subject, at):
            at = filtered.end()
        elif (prefix := _PREFIX.match(subject, at)) and _is_reply(prefix, subject):
            replied = True
            at = prefix.end()
        else:
            break
    rest = subject[at:]
    title = _WAS.sub("", rest)
    return Heading(replied, tuple(brackets), " ".join(title.split()), title != rest)


def _is_reply(prefix: re.Match[str], subject: str) -> bool:
    """Whether a word before a colon says that the subject is another mail's."""
    word = prefix[1].translate(_UNSEEN).lower().replace(" ", ".").rstrip(".")
    if word in REPLY_PREFIXES:
        return True
    behind = _PREFIX.match(subject, prefix.end())
    if behind is not None and behind[1].lower() in REPLY_PREFIXES:
        return True  # "EXTERNAL: Re: ...", as gateways have it
    bracket = None if word.isascii() else _BRACKET.match(subject, prefix.end())
    return bracket is not None and fold_tag(bracket[1]) in COMMON_TAGS


def fold_tag(text: str) -> str:
    """A tag as it is compared: upper case, single spaces, no counter: "Vote #2" is "VOTE"."""
    words = " ".join(text.replace("-", " ").replace("_", " ").upper().split())
    return _NUMBERED.sub("", words) or words


def base_subject(subject: str) -> str:
    """The subject without reply prefixes, a list's prefix and "(was: ...)"; tags stay in front, as
    written.
    """
    heading = take_apart(subject)
    tags = "".join(
        f"[{bracket}]" for bracket in heading.brackets if fold_tag(bracket) in COMMON_TAGS
    )
    return f"{tags} {heading.title}".strip()


def subject_key(subject: str) -> str:
    """What two subjects of one thread have in common: the title alone, case-folded,
    without tags. "Moving (was: [VOTE] Move the wiki)" goes on with the thread of the vote.
    """
    heading = take_apart(subject)
    if heading.changed and not COMMON_TAGS.intersection(heading.tags):
        told = subject[len(_WAS.sub("", subject)) + 1 :].strip()[len("was") :]
        before = take_apart(told.lstrip(" :").rstrip(" )]"))
        heading = before if COMMON_TAGS.intersection(before.tags) else heading
    title = heading.title
    tag = _WORD_TAG.match(title)
    if tag and fold_tag(tag[1]) in COMMON_TAGS:
        title = title[tag.end() :]
    return title.casefold()


def is_reply_subject(subject: str) -> bool:
    """Whether a mailer marked the subject as an answer or a forwarded mail."""
    return take_apart(subject).replied
