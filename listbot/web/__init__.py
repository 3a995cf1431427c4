"""Our own pages. So far there is one: it ends a weekly digest.

The web never writes, but for what a token confirms that was mailed to its reader alone, and then
only by POST: mail programs and scanners open every link (RFC 8058, section 1). Nothing is served
unless the configuration has [web].
"""
