"""What mailers write around other people's words, told by its shape in any language.

An attribution is a line with a date, a time and an address that ends in a colon. The header of an
answered mail is a run of "label: value" lines that holds an address, a date and the subject of the
thread. Nobody writes such lines by hand; what people do write ("Time: 9:00", "ask
ana@example.org:") lacks one of these. The words of known languages are in `languages`, and are
looked at first. Pure; looks at a bounded number of lines and characters; never raises.
"""

import re
from collections.abc import Iterator, Sequence

from listbot.mail.body import marks
from listbot.mail.wire.subjects import subject_key

MAX_BLOCK = 16  # lines of a header, folded recipients and blank lines between labels included
_LONGEST = 250  # characters of an attribution
_LABEL = 40  # characters of a label: "Enviado a partir do endereço"
_LABEL_SPACES = 4
_FEW_WORDS = 8  # in an attribution whose address has no brackets
_SOME_WORDS = 14  # in one without an address
_FOLDED = 2  # lines in a row that go on from the one above
_UNSEEN = dict.fromkeys(
    map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
"""Marks of direction, with which mailers surround names and dates."""
_DAY = re.compile(r"(?<!\d)\d{4}(?!\d)|(?<!\d)\d{1,2}[./-] ?\d{1,2}[./-] ?\d\d(?!\d)")
"""A year, or a day in numbers."""
_TIME = re.compile(r"(?<![\d./])\d{1,2}(?:[:.h]\d\d){1,2}(?![\d/]|[.-]\d)")
_ART = re.compile(r"\|-{4,60}>[ \t]*$")
"""The frame that Lotus Notes draws around its labels."""
_COLONS = (":", "：")
_NO_LABEL = re.compile(r"[\d@<>/]")


def plain(text: str) -> str:
    """A line without marks of direction and the space around it."""
    return (text if text.isascii() else text.translate(_UNSEEN)).strip()


def is_addressed(text: str) -> bool:
    """Whether an address stands in a line."""
    at = text.find("@")
    return 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()


def _is_bracketed(text: str) -> bool:
    """Whether the address stands in brackets, as mailers write it behind a name."""
    before, _, after = text.partition("@")
    opened = max(before.rfind("<"), before.rfind("("), before.rfind("["))
    closed = min((at for mark in ">)]" if (at := after.find(mark)) >= 0), default=-1)
    return opened >= 0 and closed > 0 and " " not in before[opened + 2 :] + after[:closed]


def is_stamped(text: str) -> bool:
    """Whether a line names a day and a time of day."""
    return bool(_DAY.search(text, 0, _LONGEST) and _TIME.search(text, 0, _LONGEST))


def is_attribution(text: str) -> bool:
    """Whether a line is surely an attribution, so that even what follows unmarked is a quote."""
    text = plain(text)
    if len(text) > _LONGEST or not text.endswith(_COLONS) or not is_addressed(text):
        return False
    if not is_stamped(text) or _holds_vote(text):
        return False
    return _is_bracketed(text) or text.count(" ") < _FEW_WORDS


def is_attribution_of_marked(text: str) -> bool:
    """Whether a line above a marked quote is its attribution."""
    text = plain(text)
    if len(text) > _LONGEST or not text.endswith(_COLONS) or _holds_vote(text):
        return False
    if _is_bracketed(text):
        few = text.count(" ") < _FEW_WORDS and text[-2] in ">)]"
        return few or bool(_DAY.search(text) or _TIME.search(text))
    return is_stamped(text) and (is_addressed(text) or text.count(" ") < _SOME_WORDS)


def is_titling(text: str) -> bool:
    """Whether a line between dashes is an attribution: "---- On 3 Nov 2026 09:00:22 +0100 Ana
    <ana@example.org> wrote ----".
    """
    stripped = text.strip()
    framed = stripped.startswith("---") and stripped.endswith("---") and len(stripped) <= _LONGEST
    return framed and is_addressed(stripped) and is_stamped(stripped)


def is_pointed(text: str) -> bool:
    """GroupWise: ">>> Ana Ruiz <ana@example.org> 03.11.26 9:00 >>>"."""
    stripped = text.strip()
    return (
        len(stripped) <= _LONGEST
        and stripped.startswith(">>>")
        and stripped.endswith(">>>")
        and _TIME.search(stripped) is not None
    )


def _holds_vote(text: str) -> bool:
    return marks.begins_with_vote(text) or marks.holds_vote(text)


def label_and_value(text: str) -> tuple[str, str]:
    """The two sides of a "label: value" line, or of such a row of a table; ("", "") for others."""
    text = plain(text)
    head = text[: _LABEL + 10].replace("：", ":")
    begin = len(head) - len(head.lstrip("|*_ \t"))
    end = head.find("|" if head[:1] == "|" and "|" in head[begin:] else ":", begin)
    label = head[begin : max(end, begin)].strip(" \t*_|\u00a0")
    if not label or not label[0].isalpha() or len(label) > _LABEL:
        return "", ""
    if label.count(" ") > _LABEL_SPACES or any(mark.isdigit() or mark in "@<>/" for mark in label):
        return "", ""
    if text.startswith("//", end + 1):
        return "", ""
    return label.lower(), text[end + 1 :].strip(" \t*_|;\u00a0")


def has_label(text: str) -> bool:
    """Whether a line is such a one."""
    return may_have_label(text) and bool(label_and_value(text)[0])


def may_have_label(text: str) -> bool:
    """A quick look: most lines have no colon near their beginning, or a number or an address
    before it.
    """
    colon = text.find(":", 0, _LABEL + 10)
    if colon >= 0 and not _NO_LABEL.search(text, 0, colon):
        return True
    return text[:1] == "|" or "：" in text[: _LABEL + 10]


def block_end(texts: Sequence[str], start: int, subject: str, *, titled: bool) -> int:
    """The line after the header block that starts here; `start` itself where there is none.

    `subject` is the key of the mail's own; `titled`: a rule or a title stands above.
    """
    values: list[str] = []
    end = start
    for after, value in _values(texts, start):
        end = after
        values.append(value)
    return end if _is_header(values, subject, titled=titled) else start


def is_about(texts: Sequence[str], subject: str) -> bool:
    """Whether a header names the subject: then it is that of the answered mail, not of another."""
    values = (label_and_value(text)[1] for text in texts)
    return bool(subject) and any(subject_key(value) == subject for value in values)


def _values(texts: Sequence[str], start: int) -> Iterator[tuple[int, str]]:
    """The value of each label of a run, with the line after it."""
    labels: set[str] = set()
    line, last = start, min(len(texts), start + MAX_BLOCK)
    gapped = start + 1 < last and not texts[start + 1].strip()
    while line < last:
        label, value = label_and_value(texts[line])
        if not label or label in labels:
            return
        labels.add(label)
        line = end = line + 1
        while line < last and line - end < _FOLDED and texts[line].strip():
            if label_and_value(texts[line])[0]:
                break
            line += 1
        if line == last or texts[line].strip():
            end = line
        yield end if end < line else line, value
        line = end + 1 if gapped and end < last and not texts[end].strip() else max(line, end)


def _is_header(values: Sequence[str], subject: str, *, titled: bool) -> bool:
    addressed = [is_addressed(value) for value in values]
    about = bool(subject) and any(subject_key(value) == subject for value in values)
    dated = any(
        _DAY.search(value, 0, _LONGEST) or _TIME.search(value, 0, _LONGEST)
        for value, is_address in zip(values, addressed, strict=True)
        if not is_address
    )
    if about and (any(addressed[:2]) or (len(values) > 2 and dated)):
        return True
    is_sure = titled or (len(values) > 3 and sum(addressed) > 1)
    return any(addressed[:2]) and len(values) > 2 and dated and is_sure


def bare_end(texts: Sequence[str], start: int) -> int:
    """The line after labels without colons, as eM Client has them below a title; `start` where
    there are none: an address comes first, and a day and a time follow.
    """
    end = start
    while end < len(texts) and end < start + MAX_BLOCK and texts[end].strip():
        end += 1
    shown = texts[start:end]
    is_header = any(map(_is_bracketed, shown[:1])) and any(map(is_stamped, shown[1:4]))
    return end if is_header else start


def frame_end(texts: Sequence[str], start: int) -> int:
    """The line after the labels that Lotus Notes frames; `start` where none begin."""
    if not _ART.match(texts[start]):
        return start
    end = start
    while end < len(texts) and end < start + 60 and texts[end].lstrip()[:1] in ("|", ">"):
        end += 1
    return end if any(is_addressed(text) for text in texts[start:end]) else start
