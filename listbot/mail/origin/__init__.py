"""Where a mail comes from: who wrote it and how sure that is, the hosts it passed,
whether a machine sent it.
"""
