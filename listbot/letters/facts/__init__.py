"""The facts that each letter's template is given: one frozen class a letter, grouped as
the letters are.
"""
