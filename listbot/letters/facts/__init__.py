"""The facts that each letter's template is given: one frozen class per letter, grouped as
the letters are.
"""
