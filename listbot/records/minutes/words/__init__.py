"""The words of minutes: what they are about, in which language, and what a name looks like. Pure.

`lexicon` is plain data; `senses` finds what a label is about; `phrases` are for sentences; `people`
reads names.
"""
