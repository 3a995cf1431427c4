"""Opening mails: the tag that opens a proposal, its title, its closing time, the day it
announces.
"""
