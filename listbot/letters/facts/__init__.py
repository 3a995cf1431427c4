<<<<<<< HEAD
"""The facts that each letter's template is given: one frozen class a letter, grouped as
the letters are.
"""
=======
"""The facts that letters are made from."""
>>>>>>> 39a5dea (letters: docstrings and comments in plain English)
