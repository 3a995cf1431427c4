"""Reading the templates: those in the package, replaced by those in a community's folder.

This is the only module of the letters that reads files; it never renders. It raises ConfigError for
a file that cannot be read and for a file in the folder that replaces no template.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from listbot.errors import ConfigError
from listbot.letters.render_html import HTML_SUFFIX
from listbot.letters.render_text import SUFFIX


def load_templates(directory: Path | None = None) -> dict[str, str]:
    """Return file name (`M1-opened.txt.j2`, `parts/foot.txt.j2`) -> text; those in `directory`
    replace ours. Raises ConfigError.
    """
    shipped = dict(_read(files("listbot.letters") / "templates"))
    return shipped | (_own(directory, set(shipped)) if directory else {})


def _own(directory: Path, known: set[str]) -> dict[str, str]:
    try:
        found = _read(directory)
    except (OSError, UnicodeError) as fault:
        raise ConfigError((f"templates_dir: {directory}: {fault}",)) from fault
    unknown = sorted(set(found) - known)
    if unknown:
        raise ConfigError(
            tuple(f"templates_dir: {name}: no such template to replace" for name in unknown)
        )
    return found


def _read(folder: Traversable, inside: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found |= _read(entry, f"{inside}{entry.name}/")
        elif entry.name.endswith((SUFFIX, HTML_SUFFIX)):
            found[inside + entry.name] = entry.read_text(encoding="utf-8")
    return found
