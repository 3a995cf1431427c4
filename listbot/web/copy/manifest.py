"""What a copy of the site is made of: a file in its folder, read before it is brought up to date.

It names every file that is ours, so that nothing else is ever deleted. Reading raises CopyRefused
for what cannot be understood.
"""

from hashlib import blake2b

import msgspec

from listbot.errors import CopyRefused
from listbot.pages.links import file_of
from listbot.web.formats import SUFFIXES

NAME = ".listbot-site.json"
FORMAT = 1
_DIGEST = 12  # bytes: among a million files, two different ones never share a digest


class File(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file as we wrote it. One that has another size now was cut or changed since then."""

    size: int
    digest: str


class Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A page in the copy."""

    stamp: str
    """"": it is made again: it shows the present, or nobody knows what became of its files."""
    files: dict[str, File]
    """By their paths in the folder; empty if they may be there or not."""


class Manifest(msgspec.Struct, frozen=True, rename={"format": "listbot-site"}):
    """Everything that is ours in a folder."""

    format: int
    basis: str
    """The digest of what all pages depend on: when it changes, all are made again."""
    pages: dict[str, Kept]
    others: dict[str, File]
    """The files that are not pages: feeds, calendars, schemas, the style sheet."""


NOTHING = Manifest(FORMAT, "", {}, {})


def file_as_written(content: bytes) -> File:
    """Return what is kept of a file."""
    return File(len(content), blake2b(content, digest_size=_DIGEST).hexdigest())


def files_of(path: str, kept: Kept) -> frozenset[str]:
    """Return every file that a page may have."""
    return frozenset(kept.files or (file_of(path, suffix) for suffix in SUFFIXES))


def read(content: bytes, place: str) -> Manifest:
    """Read a manifest. Raises CopyRefused."""
    try:
        found = msgspec.json.decode(content, type=Manifest)
    except (msgspec.DecodeError, UnicodeError) as fault:
        raise CopyRefused(
            f"{place}: cannot be read ({fault}); delete the whole folder and build it again"
        ) from fault
    if found.format != FORMAT:
        raise CopyRefused(
            f"{place}: another version of listbot wrote it; "
            "delete the whole folder and build it again"
        )
    return found


def write(manifest: Manifest) -> bytes:
    """Write a manifest; equal ones give the same bytes."""
    return msgspec.json.encode(manifest, order="sorted")
