"""Sealed evidence: the files of a result, the digest over all of them, and checking them again."""
