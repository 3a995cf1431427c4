"""The prepared answers of a help desk: a folder with one text file for each, NAME.txt.

The texts are kept with the rules in force, so they are read once, here. A file that cannot be used
is a fault, like any other; files with another ending are not read.
"""

import re
from pathlib import Path
from unicodedata import category

from listbot.config.section import Section
from listbot.model.desk.rules import PreparedAnswer
from listbot.tickets.lines.prepared import misspelt

ENDING = ".txt"
LONGEST = 4000  # characters; what is longer is better a page with a link to it
MOST = 100  # in one folder: they are all kept with every version of the rules

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,29}")


def read_answers(section: Section, key: str) -> tuple[PreparedAnswer, ...]:
    """Read the answers in the folder that a key names, by name; none if the key is not given."""
    folder = section.existing(key, folder=True)
    if folder is None or not folder.is_dir():
        return ()
    try:
        files = sorted(each for each in folder.iterdir() if each.name.endswith(ENDING))
    except OSError as error:
        section.fault(key, f"cannot read {folder}: {error.strerror}")
        return ()
    if len(files) > MOST:
        section.fault(key, f"{folder} has {len(files)} files, and at most {MOST} are read")
        return ()
    return tuple(_read(file, section, key) for file in files)


def _read(file: Path, section: Section, key: str) -> PreparedAnswer:
    """Read one file; a fault says what is wrong with it."""
    name = file.name.removesuffix(ENDING)
    text = ""
    try:
        # With or without the mark that some editors write in front.
        text = _cleaned(file.read_text(encoding="utf-8-sig"))
        fault = _fault(name, text)
    except UnicodeDecodeError:
        fault = "is not UTF-8"
    except OSError as error:
        fault = f"cannot be read: {error.strerror}"
    if fault:
        section.fault(key, f"{file} {fault}")
    return PreparedAnswer(name, text)


def _cleaned(text: str) -> str:
    """A text without blanks at the ends of its lines, or empty lines around it."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


def _fault(name: str, text: str) -> str:
    """Say what is wrong with an answer; "" if nothing is."""
    if not _NAME.fullmatch(name):
        return "must have a name of at most 30 small letters, digits and hyphens before .txt"
    if not text:
        return "is empty"
    if len(text) > LONGEST:
        return f"has {len(text)} characters, and an answer can have {LONGEST}"
    if any(category(each) == "Cc" and each not in "\n\t" for each in text):
        return "has control characters"
    for word, meant in misspelt(text):
        return f"has {{{word}}}; did you mean {{{meant}}}?"
    return ""
