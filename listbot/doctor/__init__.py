"""What is wrong with an installation, since when, and what to type: for the admin's bad night.

Reads the database and looks at the machine; it writes nothing and logs in nowhere. What the admin
reads may have been written by strangers, so whoever prints it makes it safe for a terminal.
"""
