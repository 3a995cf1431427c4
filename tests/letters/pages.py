"""Write the recaps of the tests, as text and page, and our own pages to a folder, for people and
browsers to look at.

`python -m tests.letters.pages DIR`.
"""

import sys
from pathlib import Path

from listbot.web.pages import Notice, unsubscribing
from tests.proposals.letters.shown import shown
from tests.recap.letters.recap_shown import RECAPS


def write(folder: Path) -> None:
    """Write a `.txt` and a `.html` for each recap, and a `.html` for each page of our own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in RECAPS:
        letter = shown(name)
        (folder / f"{name}.txt").write_text(
            f"Subject: {letter.subject}\n\n{letter.text}", encoding="utf-8"
        )
        (folder / f"{name}.html").write_text(letter.html, encoding="utf-8")
    for said in Notice:
        (folder / f"unsubscribe-{said}.html").write_text(
            unsubscribing(said, "listbot@example.org"), encoding="utf-8"
        )


if __name__ == "__main__":
    write(Path(sys.argv[1]))
