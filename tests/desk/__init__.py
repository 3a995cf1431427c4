"""Mail that people send to a help desk: `mails/` has one file per kind of mail, and beside it
how it is read.
"""
