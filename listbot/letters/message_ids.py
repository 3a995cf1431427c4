"""How a letter is recognized: its key, the Message-ID made from the key, and the X-Listbot token.

Key and Message-ID do not depend on a secret, so the same cause has the same Message-ID even after a
restore. The token does: only a holder of the secret can write it, so `is_ours` can tell our letters
from forged ones. Two secrets may be valid at a time, each under its id, so that one can be
replaced.
"""

import hashlib
import hmac
from collections.abc import Mapping

from listbot.model.order import LetterOrder

KEY_ID = "k1"
_TOKEN_HEX = 32
"""128 bits: out of reach for guessing, and short enough that no mail server folds the header."""


def letter_key(order: LetterOrder) -> str:
    """Return kind (or family: kinds that exclude each other), cause and period; unique in the
    outbox.
    """
    return f"{order.family or order.kind}|{order.cause}|{order.period}"


def is_about(key: str, cause: str) -> bool:
    """Whether a letter's key names this cause, whatever its kind and period."""
    return key.partition("|")[2].startswith(f"{cause}|")


def message_id(key: str, sender: str) -> str:
    """Return the Message-ID of the letter with this key, at the domain of the bot's address."""
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return f"<listbot-{digest}@{sender.rpartition('@')[2]}>"


def token(message_id: str, key: bytes, key_id: str = KEY_ID) -> str:
    """Return the value of X-Listbot: the key's id and a keyed digest of the Message-ID."""
    digest = hmac.new(key, message_id.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
    return f"{key_id} {digest[:_TOKEN_HEX]}"


def is_ours(header: str, message_id: str, keys: Mapping[str, bytes]) -> bool:
    """Whether a holder of one of the keys (id -> key) wrote this X-Listbot value for this
    Message-ID.
    """
    key_id = header.strip().partition(" ")[0]
    if key_id not in keys:
        return False
    expected = token(message_id, keys[key_id], key_id)
    given = " ".join(header.split())
    return hmac.compare_digest(expected.encode(), given.encode("utf-8", "surrogatepass"))
