"""The pages of the group's own record: members, services, meetings, decision records, log, recaps.

Pure.
"""
