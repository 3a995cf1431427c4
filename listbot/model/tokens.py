"""Tokens: short texts that route a mail, or that are believed because only one person was sent
them.
"""

import base64
import hashlib


def token(seed: str, letters: int) -> str:
    """So many letters that nobody knows who has not seen the seed."""
    digest = hashlib.sha256(seed.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:letters]
