"""Where a page's links lead: on a server, or in a static copy that works in any folder. Pure."""

from dataclasses import dataclass
from urllib.parse import quote

FIRST = "index"
"""The name of the first page's file."""


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one page."""

    base: str
    """The path below which a server has the pages, without a final slash: "/listbot"."""
    here: str = ""
    """The path of the page, for the relative links of a static copy."""
    is_static: bool = False

    def to(self, path: str, suffix: str = "") -> str:
        """Return a link to a page, or to another format of it: `to("votes/31", ".json")`."""
        if not self.is_static:
            return f"{self.base}/{quote(path or (FIRST if suffix else ''))}{suffix}"
        up = "../" * self.here.count("/")
        return f"{up}{quote(file_of(path, suffix))}"

    def file(self, name: str) -> str:
        """Return a link to a file that is not a page: "style.css"."""
        return f"{'../' * self.here.count('/')}{name}" if self.is_static else f"{self.base}/{name}"


def file_of(path: str, suffix: str = "") -> str:
    """Return the file of a page in a static copy: "votes/31.html", "index.html"."""
    return f"{path or FIRST}{suffix or '.html'}"
