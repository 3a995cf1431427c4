"""Names for the files of a mail: safe to show, to save and to link, whatever the sender
wrote.

A name has no path, no control or invisible characters, no leading dot, and at most 120
characters; its ending is kept. A file without a name gets one by its type. Pure; never
raises; the same files always get the same names.
"""

import unicodedata
from collections.abc import Iterable

MAX_NAME = 120
_MAX_ENDING = 15  # ".tar.gz" and longer; anything longer is not an ending

# Controls, invisible and direction marks ("exe.gpj" read backwards), surrogates, private
# use, line ends. Unassigned characters stay: the next Python may know them, and a name must
# not change with it.
_NEVER = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_NAMES = {
    "text/calendar": "invitation.ics",
    "application/ms-tnef": "winmail.dat",
    "application/vnd.ms-tnef": "winmail.dat",
    "application/pkcs7-mime": "smime.p7m",
    "application/x-pkcs7-mime": "smime.p7m",
    "application/pkcs7-signature": "smime.p7s",
    "application/x-pkcs7-signature": "smime.p7s",
    "application/pgp-signature": "signature.asc",
    "application/pgp-encrypted": "pgp-version.txt",
    "application/pgp-keys": "key.asc",
    "message/delivery-status": "delivery-status.txt",
}
"""The name for a file of this type that has none."""
_ENDINGS = {
    "text/markdown": "md",
    "text/html": "html",
    "text/csv": "csv",
    "text/rtf": "rtf",
    "text/vcard": "vcf",
    "text/x-vcard": "vcf",
    "text/x-patch": "patch",
    "text/x-diff": "diff",
    "image/jpeg": "jpg",
    "image/jpg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/tiff": "tif",
    "image/webp": "webp",
    "image/heic": "heic",
    "image/svg+xml": "svg",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "application/json": "json",
    "application/xml": "xml",
    "application/zip": "zip",
    "application/x-zip-compressed": "zip",
    "application/gzip": "gz",
    "application/ics": "ics",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.oasis.opendocument.text": "odt",
    "message/rfc822": "eml",
    "message/global": "eml",
    "message/partial": "eml",
    "text": "txt",
    "message": "txt",
}


def clean_name(name: str) -> str:
    """Keep the safe part of a name; "" if nothing is left."""
    text = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(
        sign for sign in text if sign.isspace() or unicodedata.category(sign) not in _NEVER
    )
    return _shortened(" ".join(seen.split()).strip(" ."))


def name_by_type(kind: str, number: int) -> str:
    """Make a name for the mail's file of that number, when it has none."""
    ending = _ENDINGS.get(kind) or _ENDINGS.get(kind.partition("/")[0], "bin")
    return _NAMES.get(kind) or f"attachment-{number}.{ending}"


def with_ending(name: str, ending: str) -> str:
    """The name with that ending, added if it has another."""
    return name if name.lower().endswith(ending) else _shortened(name + ending)


def distinct(names: Iterable[str]) -> list[str]:
    """The names in order; a repeated one gets a number before its ending."""
    taken: set[str] = set()
    uses: dict[str, int] = {}
    made = []
    for name in names:
        unique, folded = name, name.casefold()
        while unique.casefold() in taken:
            uses[folded] = uses.get(folded, 1) + 1
            stem, ending = _parted(name)
            mark = f"-{uses[folded]}"
            unique = stem[: MAX_NAME - len(mark) - len(ending)] + mark + ending
        taken.add(unique.casefold())
        made.append(unique)
    return made


def _shortened(name: str) -> str:
    if len(name) <= MAX_NAME:
        return name
    stem, ending = _parted(name)
    return stem[: MAX_NAME - len(ending)].rstrip(" .") + ending


def _parted(name: str) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    if not stem or not 0 < len(ending) < _MAX_ENDING:
        return name, ""
    return stem, dot + ending
