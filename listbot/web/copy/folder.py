"""The folder of a copy: files are replaced as a whole, and only what is ours is deleted.

One process at a time has it. It raises CopyRefused for a folder that is not ours, and
CopyUnavailable, which names the file, if the system refuses something: no space, no permission.
"""

import errno
import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from listbot.errors import CopyRefused, CopyUnavailable
from listbot.web.copy import manifest
from listbot.web.copy.manifest import Manifest

UNFINISHED = ".listbot-new"
"""What the name of a file ends with while it is being written."""
_MODE_OF_FILE, _MODE_OF_FOLDER = 0o644, 0o755
"""Everybody may read the pages, whatever the umask is: the web server is another user."""


class Folder:
    """A folder that is ours while it is open."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._made: set[str] = set()

    def write(self, name: str, content: bytes) -> None:
        """Write a file, all of it or nothing."""
        with told_as_unavailable(self.place / name):
            self._make_folder(name.rpartition("/")[0])
            unfinished = f"{self.place}/{name}{UNFINISHED}"
            try:
                descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
                with open(descriptor, "wb") as file:  # noqa: PTH123  a descriptor, not a path
                    os.fchmod(descriptor, _MODE_OF_FILE)
                    file.write(content)
                os.replace(unfinished, f"{self.place}/{name}")  # noqa: PTH105  a third of the time
            except OSError:
                with suppress(OSError):
                    Path(unfinished).unlink()
                raise

    def _make_folder(self, name: str) -> None:
        """Make a folder in ours, which only this process looks at."""
        if not name or name in self._made:
            return
        self._make_folder(name.rpartition("/")[0])
        folder = self.place / name
        with suppress(FileExistsError):
            folder.mkdir()
            folder.chmod(_MODE_OF_FOLDER)
        self._made.add(name)

    def delete(self, names: Iterable[str]) -> int:
        """Delete files, and the folders that they leave empty; return how many there were."""
        deleted = 0
        folders: set[PurePosixPath] = set()
        for name in names:
            with told_as_unavailable(self.place / name), suppress(FileNotFoundError):
                (self.place / name).unlink()
                deleted += 1
            folders.update(PurePosixPath(name).parents)
        for folder in sorted(folders - {PurePosixPath()}, key=lambda each: -len(each.parts)):
            with suppress(OSError):  # it has other files
                (self.place / folder).rmdir()
                self._made.discard(str(folder))
        return deleted

    def sizes(self) -> dict[str, int]:
        """Return the size of every file in it, by its path in the folder."""
        found: dict[str, int] = {}
        left = [""]
        with told_as_unavailable(self.place):
            while left:
                below = left.pop()
                with os.scandir(f"{self.place}/{below}") as entries:
                    for entry in entries:
                        if entry.is_dir(follow_symlinks=False):
                            left.append(f"{below}{entry.name}/")
                        else:
                            found[below + entry.name] = entry.stat(follow_symlinks=False).st_size
        return found

    def manifest(self, sizes: dict[str, int]) -> Manifest:
        """Return what is ours in it. Raises CopyRefused if it has other files, but no manifest."""
        if manifest.NAME in sizes:
            file = self.place / manifest.NAME
            with told_as_unavailable(file):
                content = file.read_bytes()
            return manifest.read(content, str(file))
        if foreign := sorted(set(sizes) - {f"{manifest.NAME}{UNFINISHED}"}):
            raise CopyRefused(
                f"{self.place}: has files that listbot did not write, such as {foreign[0]}; "
                "choose an empty folder"
            )
        return manifest.NOTHING


@contextmanager
def opened(place: Path) -> Iterator[Folder]:
    """Open a folder, which is made if it is not there, and keep other processes away from it."""
    with told_as_unavailable(place):
        if not place.is_dir():
            place.mkdir(parents=True)
            place.chmod(_MODE_OF_FOLDER)
        descriptor = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            if fault.errno != errno.EWOULDBLOCK:
                raise CopyUnavailable(f"{place}: {fault.strerror}") from fault
            raise CopyUnavailable(f"{place}: another process is building it now") from fault
        yield Folder(place)
    finally:
        os.close(descriptor)


@contextmanager
def told_as_unavailable(place: Path) -> Iterator[None]:
    """Turn what the system refuses into CopyUnavailable, with the file that it is about."""
    try:
        yield
    except OSError as fault:
        raise CopyUnavailable(f"{place}: {fault.strerror or fault}") from fault
