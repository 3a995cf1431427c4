"""Parse the text of a TOML file that anybody may have written: a preset, a configuration, the notes
beside evidence. Pure.

All that can be wrong is a ValueError whose words are for people, also what `tomllib` itself trips
over: a number of thousands of digits, thousands of brackets inside each other. It says nothing
about what the tables mean.
"""

import tomllib
from typing import Any

_MARK = "\ufeff"  # Windows' editors write it at the start of a UTF-8 file.


def tables_in(text: str) -> dict[str, Any]:
    """The tables of a TOML text. Raises ValueError."""
    try:
        return tomllib.loads(text.removeprefix(_MARK))
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError as error:
        raise ValueError("too many brackets inside each other") from error
    except ValueError as error:  # Python converts at most 4,300 digits.
        raise ValueError("a number is too long") from error
