"""Score the reader on answers of many kinds, each written with its reading before anything ran.

    python -m tests.blind.kinds.scoring

`answers.txt` was written before the rules about reservations, deference and courtesies,
`later.txt` and `lookalikes.txt` after them, as a check; `runners.txt` before the rules about code,
guests, reckonings and turns, `runners_later.txt` between their first and their last. A line says
what is answered, what the answer may be read as (the first is best), and the answer, with ↵ for the
end of a line:

    O the opening        H the same, in HTML     S a call for silence
    V a vote for it      A a vote against it     T talk
    +1, 0, -1 a cast     ? a doubt               n neither
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from listbot.model.reading import Parent, Reading, ThreadView, number
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import reply, told

HERE = Path(__file__).resolve().parent
SETS = ("answers", "later", "lookalikes", "runners", "runners_later")
_TITLE = "Move mail to the new host"
_TITLES = dict.fromkeys(("runners", "runners_later"), "Switch the CI runners to Debian 13")
_OPENING = ThreadView(_TITLE, "lena@example.org", proposer_name="Lena")
_BELOW = replace(_OPENING, answers_opening=False)
VIEWS = {
    "O": _OPENING,
    "H": _OPENING,
    "S": replace(_OPENING, silent=True),
    "V": replace(_BELOW, parent=Parent.VOTES),
    "A": replace(_BELOW, parent=Parent.AGAINST),
    "T": replace(_BELOW, parent=Parent.TALKS),
}


def misses(name: str) -> Iterator[tuple[str, str]]:
    """The answers of a set that are read as none of what they may be, each with what they were."""
    kind, count = "", 0
    for line in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        head, bar, text = line.partition(" | ")
        if not bar:
            kind, count = line.split()[1], 0
            continue
        count += 1
        view, wanted = head.split()
        reading = _read(view, text, _TITLES.get(name, _TITLE))
        if _told(reading) not in wanted.split("/"):
            yield f"{name}-{kind}-{count}", f"wanted {wanted}, got {told(reading)}: {text}"


def _read(view: str, text: str, title: str) -> Reading:
    mail = reply(
        text.replace("↵", "\n"),
        f"Re: [VOTE] {title}",
        name="Zoe",
        kind="html" if view == "H" else "plain",
    )
    return read_votes(mail, replace(VIEWS[view], title=title))


def _told(reading: Reading) -> str:
    values = {cast.value for cast in reading.casts}
    if reading.doubts or len(values) > 1 or None in values:
        return "?"
    if not values:
        return "n"
    size = number(values.pop() or "0")
    return "+1" if size > 0 else "-1" if size < 0 else "0"


if __name__ == "__main__":
    for each in SETS:
        found = dict(misses(each))
        print(f"{each}: {len(found)} read wrongly")  # noqa: T201  # A command for people.
        for name, wrong in found.items():
            print(f"  {name}: {wrong}")  # noqa: T201  # A command for people.
