"""How an installation is doing, for programs that watch it: numbers, and whether all is well.

Reads the database and writes nothing. It never shows a person, an address of one, or what a server
said.
"""
