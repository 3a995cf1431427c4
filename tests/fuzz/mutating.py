"""Fuzzing without anything to install: `python -m tests.fuzz.mutating TARGET SECONDS
[FOLDER [SEED]]`.

Seeds and kept inputs are cut, doubled, spliced and sprinkled with the words that matter, at
random from a printed seed. An input that breaks a promise, or takes over two seconds of
CPU, is left in FOLDER, and the run continues.
"""

import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.fuzz.seeds import DICTIONARY, seeds
from tests.fuzz.targets import TARGETS

SLOW = 2.0  # seconds of CPU for one input
WORDS = tuple(word.encode().decode("unicode_escape").encode("latin-1") for word in DICTIONARY)


def mutated(dice: random.Random, inputs: list[bytes]) -> bytes:
    """Combine several inputs into one, changed in a few places."""
    data = dice.choice(inputs)
    for _ in range(dice.choice((1, 1, 2, 3, 5, 8, 20))):
        data = dice.choice(_WAYS)(dice, data, inputs)
    return data


def _flipped(dice: random.Random, data: bytes, inputs: list[bytes]) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + bytes((dice.randrange(256),)) + data[at + 1 :]


def _worded(dice: random.Random, data: bytes, inputs: list[bytes]) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + dice.choice(WORDS) * dice.choice((1, 1, 1, 2, 40)) + data[at:]


def _spliced(dice: random.Random, data: bytes, inputs: list[bytes]) -> bytes:
    other = dice.choice(inputs)
    begin = dice.randrange(len(other) + 1)
    at = dice.randrange(len(data) + 1)
    return data[:at] + other[begin : begin + dice.choice((20, 200, 2_000))] + data[at:]


def _line_moved(dice: random.Random, data: bytes, inputs: list[bytes]) -> bytes:
    lines = data.split(b"\n")
    line = lines.pop(dice.randrange(len(lines)))
    for _ in range(dice.choice((0, 1, 1, 2, 30))):
        lines.insert(dice.randrange(len(lines) + 1), line)
    return b"\n".join(lines)


def _cut(dice: random.Random, data: bytes, inputs: list[bytes]) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + data[at + dice.choice((1, 5, 50, 500)) :]


_WAYS = (_flipped, _worded, _worded, _spliced, _line_moved, _line_moved, _cut)


def main(target: str, seconds: str, folder: str = "", seed: str = "") -> None:
    """Fuzz one target for some seconds."""
    kept = Path(folder or tempfile.mkdtemp(prefix="listbot-fuzz-"))
    kept.mkdir(parents=True, exist_ok=True)
    chosen = int(seed or time.time())
    dice = random.Random(chosen)
    inputs = [data for _, data in seeds(target)]
    _tell(f"{target}, {len(inputs)} seeds, random seed {chosen}, findings in {kept}")
    begun, told, done, found = time.monotonic(), 0.0, 0, 0
    while time.monotonic() - begun < float(seconds):
        data = mutated(dice, inputs)
        start = time.process_time()
        try:
            TARGETS[target](data)
        except Exception:
            (kept / f"crash-{done}").write_bytes(data)
            (kept / f"crash-{done}.txt").write_text(traceback.format_exc())
            found += 1
        if time.process_time() - start > SLOW:
            (kept / f"slow-{done}").write_bytes(data)
            found += 1
        done += 1
        if time.monotonic() - told > 60:
            told = time.monotonic()
            _tell(f"{done} executions, {found} findings, {told - begun:.0f} s")
    _tell(f"{done} executions, {found} findings, done")


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
