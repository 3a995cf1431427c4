"""What people send to a help desk: `mails/` has one file a kind of mail, and beside it what is made
of it.
"""
