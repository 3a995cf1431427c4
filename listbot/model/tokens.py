"""Tokens: short texts that route a mail, or that we believe because we sent them to one
person only.
"""

import base64
import hashlib


def token(seed: str, letters: int) -> str:
    """Enough letters that nobody can guess them without the seed."""
    digest = hashlib.sha256(seed.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:letters]
