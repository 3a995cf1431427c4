"""Meetings: invitations in, an agenda that collects itself, regrets, and who is asked for minutes.

Pure. Calendar files are read here without a library: we need six properties of an event, and a
stranger's file must never cost more than its size.
"""
