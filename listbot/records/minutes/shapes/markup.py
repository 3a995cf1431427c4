"""Takes the markup of pads, wikis, pages and chats out of minutes. Pure; linear; never fails."""

import html
import re

from listbot.records.minutes.words.senses import sense_of

LONGEST = 100_000  # characters; minutes of two days have five thousand
MOST_LINES = 5_000  # a log of three hours has two thousand

_MATRIX = re.compile(r"@([a-z0-9][\w.-]{0,40}):[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}", re.IGNORECASE)
"""A name of Matrix: "@ana:example.org" is ana."""
_TICKED, _OPEN_BOX = re.compile("[☑☒✅✔✓🗹][\ufe0f]?\\s?"), re.compile("[☐⬜🔲▢]\\s?")
_DRAWN = re.compile("[✅❌✔☑⚠📌🔨📝💡🎯👉]\ufe0f? ?(?=\\*{0,2}[^\\W\\d_][\\w ]{1,20}\\s?:)")
"""A picture before a label."""
_POINTS = re.compile("(?:➡|➔|➜|👉|⇨)\ufe0f? ?")
_IS_PAGE = re.compile(r"<(?:li|ul|ol|h[1-6]|p|td|tr|br)\b[^<>]{0,80}>", re.IGNORECASE)
_BREAK = re.compile(
    r"</(?:p|li|ul|ol|h[1-6]|tr|table|div)>|<(?:ul|ol|table|tbody|div)\b[^<>]{0,80}>", re.I
)
_OPENS = (
    (re.compile(r"<h([1-6])\b[^<>]{0,80}>", re.I), "\n## "),
    (re.compile(r"<li\b[^<>]{0,80}>", re.I), "\n- "),
    (re.compile(r"<p\b[^<>]{0,80}>", re.I), "\n\n"),
    (re.compile(r"<tr\b[^<>]{0,80}>", re.I), "\n|"),
    (re.compile(r"</t[dh]>", re.I), "|"),
    (re.compile(r"</?(?:b|strong)>", re.I), "**"),
)
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,10}\b[^<>]{0,80}>", re.IGNORECASE)
_SHORT = re.compile(r"(?<![\w:]):([a-z][a-z0-9_+-]{0,30}):\s|\(tick\) |\[\[BR\]\]")
"""What stands for a little picture: ":wave:", "(tick)"."""
_EMPHASIS = re.compile(r"\{\{\{|\}\}\}|</?del>|(?<=\s)//(?=[^\s/])|(?<=[^\s/:])//(?=\s|\Z)")
_FIELD = re.compile(r"^:([^:\n]{2,40}):(?= )", re.MULTILINE)
"""A field of reStructuredText: ":Present: Ana"."""
_USER = re.compile(
    r"\[\[(?:user|benutzer(?:in)?|utilisat(?:eur|rice)|usuari[oa]|utente|gebruiker|участни(?:к|ца)):"
    r"(?:[^\[\]|\n]{1,80}\|)?([^\[\]|\n]{1,80})\]\]",
    re.IGNORECASE,
)
"""A wiki's link to a person, whose bar parts no cells: "[[User:Ana|Ana Ito]]"."""
_TEMPLATE = re.compile(r"\{\{(yes|no|ja|nein|oui|non|s[ií]|não)\}\}", re.IGNORECASE)
"""A mark in a wiki's table."""
_WIDE = str.maketrans(
    {
        "：": ": ",
        "，": ", ",
        "　": " ",
        "；": "; ",
        "（": " (",
        "）": ") ",
        "【": "[",
        "】": "] ",
        "－": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\u200b": "",
        "\ufeff": "",
        "\u2011": "-",
    }
)

_HAN = r"\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af"
_COLON = re.compile(rf"(?<=[{_HAN}]):(?=[^\s/])|(?<=[\w)]):(?=[{_HAN}])")
"""A colon in a script that needs no space behind it: "出席:田中"."""
_COUNTED = re.compile(
    rf"^([ \t]{{0,8}})(?:第?[一二三四五六七八九十]{{1,3}}(?:[、.．]|項目?[:、])"
    rf"|\d{{1,2}}(?:[、．]|\.(?=[{_HAN}])))[ \t]*",
    re.MULTILINE,
)
"""A number before a point of the agenda: "三、", "2、"."""
_DOT = re.compile(r"^([ \t]{0,8})[・●○■◆][ \t]*(?=\S)", re.MULTILINE)
"""A bullet in a script that needs no space behind it."""
_LINK_NUMBER = re.compile(r"\[\d{1,3}\](?=[^\W\d])")
"""The number of a link that a page had, as text browsers write it: "[9]Nils to add it"."""

_MARKUP = re.compile(
    r"\[\[(?:[^\[\]|]{0,80}\|)?([^\[\]|]{1,80})\]\]"
    r"|\[([^\[\]\n]{1,80})\]\(https?://[^()\s]{1,200}\)"
    r"|(?<![\w*])\*(?=\w[\w .]{0,30}:?\*(?!\w))|(?<=[\w:.!])\*(?=[\s.,;:)]|\Z)"
    r"|'{2,5}|\*\*|</?(?:code|s|u|i|b|em|strong)>|<br ?/?>|`"
    r"|(?<!\w)__(?=\w)|(?<=[\w:.])__(?!\w)"
)


def cleaned(text: str) -> str:
    """Return a text with its boxes as "[x]", and without tags."""
    text = "\n".join(text[:LONGEST].splitlines()[:MOST_LINES]).translate(_WIDE)
    if "(/)" in text:
        text = text.replace("(/)", "[x] ").replace("(x)", "[ ] ")
    text = _EMPHASIS.sub("", _SHORT.sub(_picture, text))
    text = _TEMPLATE.sub(r"\1", _USER.sub(r"\1", _FIELD.sub(r"\1: ", text)))
    text = _MATRIX.sub(r"\1", text)
    text = _DOT.sub(_dotted, text)
    text = _LINK_NUMBER.sub("", _COUNTED.sub(r"\g<1>1. ", _COLON.sub(": ", text)))
    text = _POINTS.sub("-> ", _DRAWN.sub("", text))
    text = _OPEN_BOX.sub("[ ] ", _TICKED.sub("[x] ", text))
    if len(_IS_PAGE.findall(text)) > 2 and not text.lstrip().startswith(("{|", "==")):
        text = _BREAK.sub("\n", text)
        for opens, mark in _OPENS:
            text = opens.sub(mark, text)
        text = html.unescape(_TAG.sub("", text))
    return text


def _dotted(match: re.Match[str]) -> str:
    """Return a bullet; a square before a line is a heading's."""
    return f"{match[1]}## " if match[0].strip() in ("■", "◆") else f"{match[1]}- "


def _picture(match: re.Match[str]) -> str:
    """Return nothing for a little picture, but the field that it may be: ":present: Ana"."""
    return match[0] if match[1] and sense_of(match[1]) is not None else ""


def plain(text: str) -> str:
    """Return a line without markup, on one line."""
    return " ".join(plain_start(text).split())


def plain_start(text: str) -> str:
    """Return a line without markup; wide gaps stay."""
    return _MARKUP.sub(lambda match: match[1] or match[2] or "", text).strip()
