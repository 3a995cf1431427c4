"""Makes the pages of a copy and writes them: in this process, or in several when there are many.

Raises StoreUnavailable and CopyUnavailable, whichever process meets them.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from listbot.pages.links import Links, file_of
from listbot.pages.reading import Library, Reading
from listbot.web.copy.folder import Folder
from listbot.web.copy.manifest import File, file_as_written
from listbot.web.formats import Formats

MANY = 1000
"""Pages from which on helpers are worth it: they take a second to start."""
_AT_ONCE = 64  # pages that a helper takes


@dataclass(frozen=True, slots=True)
class Task:
    """A page to make."""

    path: str
    old: dict[str, File] = field(default_factory=dict)
    """Its files that are there, as the manifest knows them."""


@dataclass(frozen=True, slots=True)
class Made:
    """A page that was made."""

    path: str
    files: dict[str, File]
    """Empty if the page is gone by now."""
    written: int
    """How many of them differ from what was there."""


@dataclass(frozen=True, slots=True)
class Helpers:
    """Processes that help to make many pages."""

    open: Callable[[], tuple[Library, Formats]]
    """Opens the pages in another process, so it can be pickled."""
    count: int


def make(task: Task, reading: Reading, formats: Formats, folder: Folder) -> Made:
    """Make a page in all its formats, and write what differs."""
    page = reading.page(task.path)
    files: dict[str, File] = {}
    written = 0
    if page is None:
        return Made(task.path, files, written)
    links = Links("", page.path, is_static=True)
    for suffix in formats.suffixes(page):
        content = formats.write(page, suffix, links)
        name = file_of(page.path, suffix)
        files[name] = file_as_written(content)
        if task.old.get(name) != files[name]:
            folder.write(name, content)
            written += 1
    return Made(task.path, files, written)


def make_by(helpers: Helpers, place: Path, tasks: list[Task]) -> Iterator[Made]:
    """Make pages in other processes, each of which reads the database for itself.

    A page may be newer than its stamp then: it is made again the next time.
    """
    chunks = (tasks[start : start + _AT_ONCE] for start in range(0, len(tasks), _AT_ONCE))
    with get_context("spawn").Pool(helpers.count, _start, (helpers.open, place)) as pool:
        for made in pool.imap_unordered(_make_all, chunks):
            yield from made


class _Helper:
    """What a helping process has open, until it ends."""

    def __init__(self, open_: Callable[[], tuple[Library, Formats]], place: Path) -> None:
        library, self._formats = open_()
        self._open = ExitStack()  # until the process ends
        self._reading = self._open.enter_context(library.reading())
        self._folder = Folder(place)

    def make_all(self, tasks: Iterable[Task]) -> list[Made]:
        return [make(task, self._reading, self._formats, self._folder) for task in tasks]


_helper: _Helper


def _start(open_: Callable[[], tuple[Library, Formats]], place: Path) -> None:
    global _helper
    _helper = _Helper(open_, place)


def _make_all(tasks: list[Task]) -> list[Made]:
    return _helper.make_all(tasks)
