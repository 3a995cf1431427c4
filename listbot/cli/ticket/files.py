"""Lists or saves the files of a ticket's mails.

A saved file is named by the number of its mail and its own name, which the mail reader has made
safe. Nothing is ever overwritten.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from listbot.cli.output.terminal import safe
from listbot.errors import PermanentError
from listbot.letters.units import size
from listbot.mail.files.attachments import Attachment, Contents


def listed(mails: Iterable[Contents]) -> Iterator[str]:
    """Yield a line for each file: mail, size, name, type."""
    for number, each, where in _numbered(mails):
        yield f"{number:4}  {size(each.size):>9}  {safe(where)}  {safe(each.type)}"
    yield from _left_out(mails)


def save(mails: Iterable[Contents], folder: Path) -> Iterator[str]:
    """Save the files, yielding a line after each.

    Raises PermanentError if one already exists, before any is saved, and OSError if the folder is
    not writable.
    """
    mails = tuple(mails)
    found = [(each, folder / where) for _, each, where in _numbered(mails)]
    for _, path in found:
        if path.exists():
            raise PermanentError(f"{path} already exists; nothing was saved")
    folder.mkdir(parents=True, exist_ok=True)
    for each, path in found:
        with path.open("xb") as file:
            file.write(each.data)
        yield f"{path}  {size(each.size)}"
    yield from _left_out(mails)


def _numbered(mails: Iterable[Contents]) -> Iterator[tuple[int, Attachment, str]]:
    """Yield each file with the number of its mail and its name on disk, without the logos of
    signatures.
    """
    for number, contents in enumerate(mails, start=1):
        for each in contents.attachments:
            if not each.in_signature:
                yield number, each, f"{number}-{each.name}"


def _left_out(mails: Iterable[Contents]) -> Iterator[str]:
    for number, contents in enumerate(mails, start=1):
        for each in contents.left_out:
            yield (
                f"{number:4}  {size(each.size):>9}  left "
                f"out: {safe(each.name)}: {safe(each.reason)}"
            )
