"""Writes the pages as files, for any web server or none: a static copy of the site.

Raises StoreUnavailable and OSError; what was written by then stays.
"""

from pathlib import Path

from listbot.pages.links import Links, file_of
from listbot.pages.loading import STYLE
from listbot.pages.reading import Library
from listbot.web.formats import Formats


def build(library: Library, formats: Formats, folder: Path) -> int:
    """Write every page into the folder; return how many files were written."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / STYLE).write_bytes(formats.style)
    written = 1
    with library.reading() as reading:
        for each in reading.pages():
            page = reading.page(each.path)
            assert page is not None, each.path
            links = Links("", page.path, is_static=True)
            for suffix in formats.suffixes(page):
                file = folder / file_of(page.path, suffix)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(formats.write(page, suffix, links))
                written += 1
    return written
