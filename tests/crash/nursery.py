"""Starts lives quickly: everything is imported once, and each life is forked from this process.

Reads one line per life ("FOLDER DIES_AT KIND URL") from its standard input and answers each
with the number of failpoints passed, or "killed". It has no threads and opens no database,
so a fork copies nothing in use.
"""

import os
import signal
import sys
import traceback
from pathlib import Path

from tests.crash.life import Kind, Life, live


def main() -> None:
    """Serve until the end of the input."""
    for line in sys.stdin:
        folder, dies_at, kind, url = line.split()
        print(start(Life(Path(folder), url, int(dies_at), Kind(kind))), flush=True)  # noqa: T201 - this is the answer


def start(life: Life) -> str:
    """Run one life in a forked process."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _live_and_tell(life, writing)
    os.close(writing)
    with os.fdopen(reading) as told:
        words = told.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return "killed"
    return words if os.waitstatus_to_exitcode(status) == 0 else f"failed with {status}"


def _live_and_tell(life: Life, writing: int) -> None:
    try:
        os.write(writing, str(live(life)).encode())
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
