"""Evidence that was exported once must hold for ever, in whatever later version; and whichever
byte of it somebody changes, the change is told with its file.

The folders in `frozen` are never written anew. If a change to the program makes one of them differ,
the change is wrong, or the format needs another name and the old one a reader of its own.
"""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listbot.cli.counting.sealed_folder import read_folder
from listbot.cli.counting.verify import check
from listbot.recount.evidence import number_in
from listbot.recount.sealed.record import MailRecord, ledger_line
from listbot.recount.sealed.sums import SUMS

FROZEN = Path(__file__).parent / "frozen"
SEALS = {
    "signed": "sha256:652a90ab8234c136865c6ba6f99825cfe977ad7850f894bd0cb4918195219340",
    "plain": "sha256:2299dfebb5ae7d62d4680d4a19ba6293f79b32903fa6ba968d034efd5be3b584",
}
DIGESTS = {
    "signed": "sha256:fe86585527eafdcdb7eaed2d460d450aeec30b7e24a038bab8a981ad5acd49ed:v1",
    "plain": "sha256:c39611311c13d83ce0ae96bc311a78a3ebd94501859b270c59e5bd9038571aab:v1",
}


@cache
def frozen(name: str) -> dict[str, bytes]:
    """The files of a folder."""
    files, unread = read_folder(FROZEN / name)
    assert unread == ()
    return files


@pytest.mark.parametrize("name", SEALS)
def test_what_held_once_holds_for_ever(name: str) -> None:
    """The same seal, the same count, and nothing differs."""
    found = check(frozen(name), ())
    assert found.changes == ()
    assert found.count is not None
    assert (found.seal, found.count.digest) == (SEALS[name], DIGESTS[name])


def test_they_are_of_every_kind() -> None:
    """Signed mails and one that is not, copies from before the list, letters; a condition, a vote
    that came late, and somebody who was forgotten.
    """
    assert check(frozen("signed"), ()).known == {"signed": 5, "list": 1}
    assert {"mails/0001-copy.eml", "letters/0002-M5.eml"} <= frozen("signed").keys()
    plain = check(frozen("plain"), ())
    assert (plain.known, plain.thread.forgotten) == ({"list": 7}, (4,))
    assert plain.count is not None
    tally = plain.count.outcome.tally
    assert [each.status.value for each in tally.votes] == [*["counted"] * 4, "late"]
    assert len(tally.unclear) == 1


@pytest.mark.parametrize("name", SEALS)
def test_the_ledger_is_written_as_it_was(name: str) -> None:
    """Line by line from the records."""
    records = check(frozen(name), ()).thread.mails
    lines = [
        ledger_line(each.number, each.record)
        for each in records
        if isinstance(each.record, MailRecord)
    ]
    assert "".join(lines).encode() == frozen(name)["ledger.jsonl"]


@pytest.mark.slow
@settings(deadline=None)
@given(st.data(), st.sampled_from(sorted(SEALS)), st.integers(1, 255))
def test_any_changed_byte_is_told(data: st.DataObject, name: str, flip: int) -> None:
    """With the file it is in; where that is about one mail, with the mail."""
    files = frozen(name)
    file = data.draw(st.sampled_from(sorted(files)))
    at = data.draw(st.integers(0, len(files[file]) - 1))
    raw = bytearray(files[file])
    raw[at] ^= flip
    told = {(each.file, each.number) for each in check({**files, file: bytes(raw)}, ()).changes}
    assert file in {each for each, _ in told}
    if number_in(file):
        assert (file, number_in(file)) in told


@pytest.mark.slow
@settings(deadline=None)
@given(st.data(), st.sampled_from(sorted(SEALS)))
def test_any_cut_or_lost_file_is_told(data: st.DataObject, name: str) -> None:
    """Some of its bytes are gone, or all of it is."""
    files = dict(frozen(name))
    file = data.draw(st.sampled_from(sorted(files)))
    keep = data.draw(st.integers(-1, len(files[file]) - 1))
    raw = files.pop(file)
    if keep >= 0:
        files[file] = raw[:keep]
    assert file in {each.file for each in check(files, ()).changes}


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(frozen("plain"))), st.binary(max_size=300)))
def test_no_junk_makes_it_fail(junk: dict[str, bytes]) -> None:
    """Whatever the files hold, there is an answer."""
    found = check({**junk, SUMS: junk.get(SUMS, b"")}, ())
    assert found.changes
