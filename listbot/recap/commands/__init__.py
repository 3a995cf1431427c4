"""The commands about the week: the work log, the recap's sentence, the digest. One file per
command.
"""
