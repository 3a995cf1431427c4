"""Every mail in `mails/` is read exactly as the file beside it says.

`UPDATE_MAILS=1 pytest tests/desk` writes the results: then read the diff.
"""

import os

import pytest

from tests.desk.mailbox import MAILS, NAMES, expected, found, raw, write

UPDATE = os.environ.get("UPDATE_MAILS") == "1"


@pytest.mark.parametrize("name", NAMES)
def test_mail(name: str) -> None:
    """Disposition, title, author, text, files and notes are those in the file."""
    wanted = expected(name)
    came = found(raw(name), wanted.about)
    if UPDATE:
        write(name, came)
    else:
        assert came == wanted


def test_each_mail_has_its_file() -> None:
    """At least 150 kinds of mail, each with its expectation, and no file without its mail."""
    assert len(NAMES) >= 150
    assert sorted(path.stem for path in MAILS.glob("*.toml")) == NAMES
