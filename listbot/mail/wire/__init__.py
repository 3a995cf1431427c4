"""Mail as it is transmitted: headers, charsets, encodings, MIME parts, subjects,
addresses, size limits.
"""
