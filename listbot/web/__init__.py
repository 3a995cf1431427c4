"""listbot's own pages. So far there is one: it ends a weekly digest.

The web changes nothing except what a token allows that was mailed to its reader alone, and
only by POST: mail programs and scanners open every link (RFC 8058, section 1). Nothing is
served unless the configuration has [web].
"""
