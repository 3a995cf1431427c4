"""The entry point of `listbot` and of `python -m listbot`. It only starts the command line."""

import sys

from listbot.cli.exits import run


def main() -> None:
    """Run the command line on the process's own arguments and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
