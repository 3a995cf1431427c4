"""The environments that render the command line's longer texts and its pages."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from listbot.cli.output.terminal import fit, safe


def templates() -> Environment:
    """Return the environment that renders the command line's templates."""
    environment = Environment(
        loader=PackageLoader("listbot.cli"),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - text for a terminal; what strangers wrote goes through the filter `safe`
    )
    environment.filters |= {"safe_text": safe, "fit": fit}
    return environment


def pages() -> Environment:
    """Return the environment that renders the command line's pages; everything is escaped."""
    environment = Environment(
        loader=PackageLoader("listbot.cli"),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        autoescape=True,
    )
    environment.filters |= {"safe_text": safe}
    return environment
