"""Coverage-guided fuzzing: `python -m tests.fuzz TARGET SECONDS [FOLDER]`. Needs atheris,
which is not a dependency.

Inputs that reach new code are kept in FOLDER (by default a new one in the temporary
folder); a broken promise stops the run and leaves its input there, as `crash-...`. Inputs
worth keeping go to `tests/fuzz/inputs/`, where `test_inputs.py` reads them on every run.
"""

import sys
import tempfile
from pathlib import Path

import atheris  # installed by hand, see CONTRIBUTING

with atheris.instrument_imports(include=["listbot.mail", "listbot.votes"]):
    from tests.fuzz.targets import TARGETS

from tests.fuzz.seeds import DICTIONARY, seeds


def main(target: str, seconds: str, folder: str = "") -> None:
    """Fuzz one target for some seconds."""
    found = Path(folder or tempfile.mkdtemp(prefix="listbot-fuzz-"))
    found.mkdir(parents=True, exist_ok=True)
    for name, data in seeds(target):
        (found / name).write_bytes(data)
    words = found.with_suffix(".dict")
    words.write_text("".join(f'"{word}"\n' for word in DICTIONARY))
    options = [f"-max_total_time={seconds}", "-max_len=4096", "-timeout=5", f"-dict={words}"]
    atheris.Setup(
        [sys.argv[0], *options, f"-artifact_prefix={found}/", str(found)], TARGETS[target]
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
