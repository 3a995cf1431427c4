"""Reading the templates and the style sheet of the pages: those in the package, replaced by those
in a community's folder.

This is the only module of the pages that reads files. It raises ConfigError for a file that cannot
be read and for a file in the folder that replaces none.
"""

from importlib.resources import files
from pathlib import Path

from listbot.errors import ConfigError

STYLE = "style.css"
_SUFFIXES = (".html.j2", ".md.j2", ".css")


def load_templates(directory: Path | None = None) -> dict[str, str]:
    """Return file name -> text; those in `directory` replace ours. Raises ConfigError."""
    shipped = {
        each.name: each.read_text(encoding="utf-8")
        for each in sorted((files("listbot.pages") / "templates").iterdir(), key=lambda f: f.name)
    }
    return shipped | (_own(directory, set(shipped)) if directory else {})


def _own(directory: Path, known: set[str]) -> dict[str, str]:
    try:
        found = {
            each.name: each.read_text(encoding="utf-8")
            for each in sorted(directory.iterdir())
            if each.name.endswith(_SUFFIXES)
        }
    except (OSError, UnicodeError) as fault:
        raise ConfigError((f"web.templates_dir: {directory}: {fault}",)) from fault
    if unknown := sorted(set(found) - known):
        raise ConfigError(
            tuple(f"web.templates_dir: {name}: no such file to replace" for name in unknown)
        )
    return found
