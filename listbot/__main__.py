"""Entry point of `listbot` and `python -m listbot`: start the command line."""

import gc
import sys

from listbot.cli.exits import run


def main() -> None:
    """Run the command line with the process's arguments and exit with its code."""
    gc.disable()  # Until the command is loaded: modules leave no garbage. See `group.load`.
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
