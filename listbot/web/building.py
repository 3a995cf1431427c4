"""Writes the pages as files, for any web server or none: a static copy of the site.

What a copy is made of stands in its manifest, so only what changed is made, and what is gone is
deleted. A build that ends in the middle leaves whole files, and the next one finishes its work.
Raises StoreUnavailable, CopyUnavailable and CopyRefused.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from listbot.pages.links import Links
from listbot.pages.page import Stamped
from listbot.pages.reading import Library, Reading
from listbot.web.copy import manifest
from listbot.web.copy.folder import UNFINISHED, Folder, opened
from listbot.web.copy.making import MANY, Helpers, Made, Task, make, make_by
from listbot.web.copy.manifest import FORMAT, File, Kept, Manifest, file_as_written, files_of
from listbot.web.formats import ALL, EVERYTHING_NEW, Formats

_SAFE = re.compile(r"[^/.\0][^/\0]*(?:/[^/.\0][^/\0]*)*")
Told = Callable[[int, int], None]
"""Is called after each page that was made, with how many there are so far, and in all."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    pages: int
    """Pages that the copy has now."""
    made: int
    """Pages that were made for it."""
    written: int
    """Files that are new or other than before."""
    deleted: int
    """Files that were ours and are gone."""


def build(
    library: Library,
    formats: Formats,
    folder: Path,
    helpers: Helpers | None = None,
    told: Told = lambda made, all_: None,
) -> Built:
    """Bring the copy in a folder up to date; without one, make it."""
    with opened(folder) as place, library.reading() as reading:
        return _Build(reading, formats, place).run(helpers, told)


class _Build:
    """One build, on one state of the database."""

    def __init__(self, reading: Reading, formats: Formats, folder: Folder) -> None:
        self._reading, self._formats, self._folder = reading, formats, folder
        self._sizes = folder.sizes()
        self._old = self._kept = folder.manifest(self._sizes)
        self._written = 0
        self._deleted = 0

    def run(self, helpers: Helpers | None, told: Told) -> Built:
        """Do it. From before the first change, the manifest has every file that may be ours."""
        basis = f"{self._formats.basis} {self._reading.erasures()}"
        stamped = [each for each in self._reading.pages() if _is_safe(each.path)]
        others = dict(_others(self._reading, self._formats))
        tasks = [
            Task(each.path, self._there(each.path))
            for each in stamped
            if basis != self._old.basis or not self._is_kept(each)
        ]
        announced = self._announced(tasks, others)
        self._keep(announced)
        self._delete(_unfinished(self._sizes) | _gone(announced, stamped))
        pages = self._made(stamped, tasks, helpers, told)
        new = Manifest(FORMAT, basis, pages, self._write(others))
        self._delete(_all_files(announced) - _all_files(new))
        self._keep(new)
        return Built(len(pages), len(tasks), self._written, self._deleted)

    def _is_kept(self, page: Stamped) -> bool:
        """Whether the copy has a page as it is now."""
        kept = self._old.pages.get(page.path)
        return (
            kept is not None
            and kept.stamp == page.stamp != ""
            and self._there(page.path) == kept.files
        )

    def _there(self, path: str) -> dict[str, File]:
        """Return the files of a page that are still there as we wrote them."""
        kept = self._old.pages.get(path)
        return {} if kept is None else self._whole(kept.files)

    def _whole(self, files: Mapping[str, File]) -> dict[str, File]:
        return {name: file for name, file in files.items() if self._sizes.get(name) == file.size}

    def _announced(self, tasks: list[Task], others: Mapping[str, bytes]) -> Manifest:
        """Return what may be ours from now on, whenever this ends."""
        unknown = {task.path: Kept("", {}) for task in tasks}
        files = {name: File(0, "") for name in others}
        old = self._old
        return Manifest(FORMAT, old.basis, old.pages | unknown, files | old.others)

    def _keep(self, new: Manifest) -> None:
        if new != self._kept:
            self._folder.write(manifest.NAME, manifest.write(new))
            self._kept = new

    def _delete(self, names: Iterable[str]) -> None:
        self._deleted += self._folder.delete(name for name in names if name in self._sizes)

    def _made(
        self, stamped: list[Stamped], tasks: list[Task], helpers: Helpers | None, told: Told
    ) -> dict[str, Kept]:
        """Make pages; return all that the copy has then."""
        made: dict[str, Made] = {}
        for each in self._all_made(tasks, helpers):
            made[each.path] = each
            self._written += each.written
            told(len(made), len(tasks))
        kept = {
            each.path: Kept(each.stamp, made[each.path].files)
            if each.path in made
            else self._old.pages[each.path]
            for each in stamped
        }
        return {path: page for path, page in kept.items() if page.files}

    def _all_made(self, tasks: list[Task], helpers: Helpers | None) -> Iterator[Made]:
        if helpers is not None and len(tasks) >= MANY:
            return make_by(helpers, self._folder.place, tasks)
        return (make(task, self._reading, self._formats, self._folder) for task in tasks)

    def _write(self, others: Mapping[str, bytes]) -> dict[str, File]:
        """Write the files that are not pages, if they differ."""
        there = self._whole(self._old.others)
        files = {}
        for name, content in others.items():
            files[name] = file_as_written(content)
            if there.get(name) != files[name]:
                self._folder.write(name, content)
                self._written += 1
        return files


def _is_safe(path: str) -> bool:
    """Whether a page's path stays in its folder: those of all parts do."""
    assert not path or _SAFE.fullmatch(path), path
    return True


def _others(reading: Reading, formats: Formats) -> Iterator[tuple[str, bytes]]:
    """Yield the files that are not pages: style sheet, schemas, feeds and calendars."""
    links = Links("", is_static=True)
    yield from formats.files.items()
    yield f"{ALL}.atom", formats.feed("", EVERYTHING_NEW, reading.news("") or (), links)
    for part in reading.parts():
        if part.name and (news := reading.news(part.name)) is not None:
            yield f"{part.name}.atom", formats.feed(part.name, part.title, news, links)
        if part.name and (happenings := reading.calendar(part.name)) is not None:
            yield f"{part.name}.ics", formats.calendar(part.title, happenings, links)


def _unfinished(names: Iterable[str]) -> set[str]:
    return {name for name in names if name.endswith(UNFINISHED)}


def _gone(announced: Manifest, stamped: Iterable[Stamped]) -> set[str]:
    """Return the files of pages that are gone: they leave before anything else is done."""
    left = announced.pages.keys() - {each.path for each in stamped}
    return {name for path in left for name in files_of(path, announced.pages[path])}


def _all_files(known: Manifest) -> set[str]:
    pages = known.pages.items()
    return {*known.others, *(name for path, kept in pages for name in files_of(path, kept))}
