"""Score the reader on answers to a call for silence, which nobody has tuned it to.

    python -m tests.blind.silence.scoring

`harmless.txt` and `objections.txt` hold one answer under each heading, which names it and the
proposal (in `lazy/proposals`) that it answers. Those of `harmless` have to let the thread pass.
Those of `objections` have to stop it twice: as an answer to the call, and as what follows "It is."
below a mere question ("below"). Those named "later-" were written after the rules, as a check.
"""

import tempfile
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path

from tests.blind.scoring import HERE as BLIND
from tests.blind.scoring import message_of, outcome_of

HERE = Path(__file__).resolve().parent
KINDS = ("harmless", "objections", "below")


def misses(kind: str) -> Iterator[tuple[str, str]]:
    """The answers of a kind that have the wrong effect, each with what the reader said."""
    file = HERE / ("harmless.txt" if kind == "harmless" else "objections.txt")
    for answer in file.read_text(encoding="utf-8").split("## ")[1:]:
        heading, _, text = answer.partition("\n")
        name, proposal = heading.split()
        outcome, why = _outcome(proposal, text.strip() + "\n", below=kind == "below")
        if outcome != ("passed" if kind == "harmless" else "stopped"):
            yield f"{name}-{proposal}", f"{outcome} ({why})"


def _outcome(proposal: str, text: str, *, below: bool) -> tuple[str, str]:
    files = [BLIND / "lazy" / "proposals" / f"{proposal}.eml"]
    with tempfile.TemporaryDirectory() as folder:
        if below:
            question = Path(folder, "question.eml")
            _write(question, files[-1], "Yuki Tanabe", "Is it in the same rack?\n")
            files.append(question)
            text = f"It is. {text}"
        answer = Path(folder, "answer.eml")
        _write(answer, files[-1], "Sanna Virtanen", text)
        return outcome_of([*files, answer])


def _write(file: Path, parent: Path, author: str, text: str) -> None:
    """Write an answer to the mail `parent`, an hour later."""
    above = message_of(parent)
    local = author.split()[0].lower()
    mail = EmailMessage()
    mail["From"] = f"{author} <{local}@team.example>"
    mail["To"] = above["To"]
    mail["Subject"] = "Re: " + above["Subject"].removeprefix("Re: ")
    when = parsedate_to_datetime(above["Date"])
    mail["Date"] = format_datetime(when.replace(hour=when.hour + 1))
    mail["Message-ID"] = f"<{file.stem}@team.example>"
    mail["In-Reply-To"] = above["Message-ID"]
    mail["References"] = above["Message-ID"]
    mail["List-Id"] = above["List-Id"]
    mail.set_content(text)
    file.write_bytes(mail.as_bytes())


if __name__ == "__main__":
    for each in KINDS:
        found = dict(misses(each))
        print(f"{each}: {len(found)} read wrongly")  # noqa: T201  # A command for people.
        for name, wrong in found.items():
            print(f"  {name}: {wrong}")  # noqa: T201  # A command for people.
