"""Score the reader on the answers in this folder, which nobody has tuned it to.

    python -m tests.blind.scoring

Each answer is tallied with its proposal (and its parent, if it answers another answer), and
compared with its folder's expected.json:

    casts       what a fair teller would count; two casts on one item count as the last one, and
                0, +0 and -0 as the same
    or_casts    other readings that are as good
    in_words    whether the casts are in words; null if either is right
    unclear     true if the writer has to be asked, and no number of the mail may count
    or_unclear  true if asking the writer is as right as the expected reading
    silence     in lazy/, the only thing that is scored there: "holds" if the proposal is stopped,
                and this answer alone is reason enough; "harmless" if the thread passes
"""

import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from listbot.cli.counting.tally import tally

HERE = Path(__file__).resolve().parent
FOLDERS = ("numbers", "words", "none", "lazy")
LONG_AFTER = "2027-06-01T00:00:00Z"

Casts = dict[str, tuple[float | None, bool]]
Json = dict[str, Any]


def misses(folder: str) -> Iterator[tuple[str, str]]:
    """The answers of a folder that are read wrongly, each with what is wrong."""
    path = HERE / folder
    expected = json.loads((path / "expected.json").read_text(encoding="utf-8"))
    for name, wanted in expected.items():
        wrong = _score(path, name, wanted)
        if wrong:
            yield name, wrong


def _score(folder: Path, name: str, wanted: Json) -> str:
    """What is wrong with the reading of one answer; "" if nothing is."""
    files = [folder / each for each in (wanted["proposal"], wanted.get("parent"), name) if each]
    proposal, mail = _tally(files, silent="silence" in wanted)
    is_listed = any(_bare(each["mail"]) == _bare(mail["mail"]) for each in proposal["unclear"])
    casts = _last(mail["casts"])
    listed = [(each["value"], each["item"], each["in_words"]) for each in mail["casts"]]
    said = f"read as {mail['reading']}, {listed} ({mail['why']})"
    if "silence" in wanted:
        is_right = _is_silence_right(wanted, proposal["outcome"], casts, is_listed=is_listed)
        return "" if is_right else f"wanted {wanted['silence']}, got {proposal['outcome']}; {said}"
    if mail["reading"] == "unclear" or (is_listed and not casts):
        is_right = wanted["unclear"] or wanted["or_unclear"]
    elif wanted["unclear"]:
        is_right = is_listed and all(in_words for _, in_words in casts.values())
    else:
        accepted = [wanted["casts"], *wanted.get("or_casts", [])]
        is_right = any(_same(casts, each, wanted["in_words"]) for each in accepted)
    if is_right:
        return ""
    return f"wanted {'a question' if wanted['unclear'] else wanted['casts']}; {said}"


def _is_silence_right(wanted: Json, outcome: str, casts: Casts, *, is_listed: bool) -> bool:
    by_itself = is_listed or any(value is not None and value < 0 for value, _ in casts.values())
    if wanted["or_unclear"] and by_itself and outcome == "stopped":
        return True
    if wanted["silence"] == "holds":
        return outcome == "stopped" and by_itself
    return outcome == "passed"


def _tally(files: list[Path], *, silent: bool) -> tuple[Json, Json]:
    """The proposal, and the last of the files among the mails."""
    options = ["--policy", "ovirt:minor", "--now", LONG_AFTER] if silent else []
    with tempfile.TemporaryDirectory() as folder:
        for number, file in enumerate(files):
            shutil.copy(file, Path(folder, f"{number}.eml"))
        command = ["--json", "--as-proposal", *options, folder]
        run = CliRunner().invoke(tally, command, catch_exceptions=False)
    archive = json.loads(run.stdout)["archives"][0]
    (proposal,) = archive["proposals"]
    wanted = _bare(str(message_of(files[-1])["Message-ID"]))
    mail = next(each for each in archive["mails"] if _bare(each["mail"]) == wanted)
    return proposal, mail


def message_of(file: Path) -> Message:
    """The mail in a file."""
    return message_from_bytes(file.read_bytes())


def outcome_of(files: list[Path]) -> tuple[str, str]:
    """The outcome of a call for silence, and why its last mail is read as it is."""
    proposal, mail = _tally(files, silent=True)
    return proposal["outcome"], mail["why"]


def _last(casts: list[Json]) -> Casts:
    return {
        _item(each.get("item")): (_number(each["value"]), bool(each.get("in_words")))
        for each in casts
    }


def _same(got: Casts, wanted: list[Json], in_words: bool | None) -> bool:
    rest = dict(got)
    for name, (value, _) in _last(wanted).items():
        key = next((key for key in rest if _is_one(key, name)), None)
        if key is None:
            return False
        found, words = rest.pop(key)
        if found != value or (in_words is not None and words != in_words):
            return False
    return not rest


def _is_one(one: str, other: str) -> bool:
    """Whether two names mean the same item: one may say more."""
    if not one or not other:
        return one == other
    here, there = set(one.split()), set(other.split())
    return here <= there or there <= here


def _number(value: str | None) -> float | None:
    if value is None:
        return None
    found = re.fullmatch(r"([+-]{0,2})([0-9.]+)", value)
    assert found, value
    return (-1 if "-" in found[1] else 1) * float(found[2]) + 0.0


def _item(name: str | None) -> str:
    return " ".join(re.findall(r"\w+", (name or "").casefold()))


def _bare(message_id: str) -> str:
    return message_id.strip().strip("<>")


if __name__ == "__main__":
    for each in FOLDERS:
        found = dict(misses(each))
        print(f"{each}: {len(found)} read wrongly")  # noqa: T201  # A command for people.
        for name, wrong in found.items():
            print(f"  {name}: {wrong}")  # noqa: T201  # A command for people.
