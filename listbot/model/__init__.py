"""The values that everything else is about: proposals, tickets, cases, decisions,
inputs. Only frozen data.

It imports nothing but `mail`, so any part may import it.
"""
