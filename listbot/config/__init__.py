"""The configuration: TOML in, frozen objects out; every fault is reported at once, each with its
place.

`load` is all that the rest of the program needs; the types it returns are in `types.py`. Nothing
here is read at import, and nothing connects to anything: `listbot check-config --connect` does
that. Fails with one ConfigError that holds every fault found.
"""

from listbot.config.load import load
from listbot.config.types import (
    BotConfig,
    CarrierConfig,
    Config,
    ImapConfig,
    ListConfig,
    ListenConfig,
    StoreConfig,
    WebConfig,
)

__all__ = [
    "BotConfig",
    "CarrierConfig",
    "Config",
    "ImapConfig",
    "ListConfig",
    "ListenConfig",
    "StoreConfig",
    "WebConfig",
    "load",
]
