"""The file of all acts of a record: CSV, one act a line, nothing left out.

Raises PermanentError for a file that is not one.
"""

import csv
import io
import json

from listbot.errors import PermanentError
from listbot.model.records.acts import RecordAct
from listbot.store.journal.codec import read_as, write

PLAIN = ("at", "verb", "about", "name", "text", "by", "when", "mail", "key")
MORE = "more"
"""Whatever else an act holds, as JSON."""
COLUMNS = (*PLAIN, MORE)


def is_act_file(text: str) -> bool:
    """Return whether a text begins like a file of acts."""
    return text.startswith(",".join(COLUMNS))


def to_csv(acts: tuple[RecordAct, ...]) -> str:
    """Return the acts, oldest first."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(COLUMNS)
    for act in acts:
        fields = json.loads(write(act))
        plain = [fields.pop(name, None) or "" for name in PLAIN]
        lines.writerow([*plain, json.dumps({key: each for key, each in fields.items() if each})])
    return out.getvalue()


def from_csv(text: str, path: str) -> tuple[RecordAct, ...]:
    """Return the acts of such a file."""
    found = []
    lines = csv.DictReader(io.StringIO(text))
    for fields in lines:
        try:
            more = json.loads(fields.pop(MORE) or "{}")
            plain = {key: value for key, value in fields.items() if value}
            whole = {"about": "", **plain, **more}
            found.append(read_as(RecordAct, json.dumps(whole)))
        except (ValueError, TypeError) as fault:
            raise PermanentError(f"{path}:{lines.line_num}:1: is not an act: {fault}") from fault
    return tuple(found)
