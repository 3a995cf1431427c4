"""Takes addresses out of a text that everybody may read. Linear in the text; never fails."""

import re

LOCAL = r"""(?:[\w.!#$%&'*+/=?^`{|}~-]{1,64}|"[^"\s]{1,64}")"""
_HOST = r"(?:[\w-]{1,63}(?:[.@][\w-]{1,63}){0,20}|\[[^\]\s]{1,64}\])"
_ADDRESS = re.compile(rf"({LOCAL}(?:@|%40)){_HOST}")
_REST = re.compile(r"[^\s@]{1,64}@[\w\[][\w.:\]-]{0,253}")
"""What may still be one, such as `"o mar"@example.org`; better one too many."""
_WHOLE = re.compile(rf"{LOCAL}(?:@|%40)…")


def without_addresses(text: str) -> str:
    """Return a text in which every address has lost its host: "kim@..."."""
    return _ADDRESS.sub(r"\1…", text) if "@" in text or "%40" in text else text


def with_places(text: str, place: str) -> str:
    """Return a text in which a word stands in the place of every address."""
    return _REST.sub(place, _WHOLE.sub(place, without_addresses(text)))
