"""The configuration: TOML in, frozen objects out. All faults are reported at once, each with its
place.

The rest of the program needs only `load`; the types it returns are in `types.py`. Loading connects
to nothing; `listbot check-config --connect` does that.
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
    TokenConfig,
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
    "TokenConfig",
    "WebConfig",
    "load",
]
