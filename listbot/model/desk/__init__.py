"""The values of the help desk: tickets, the people they involve, what a decision
changes, its rules.
"""
