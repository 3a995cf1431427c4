"""Who wrote a mail: its signatures (DKIM, ARC), and what our own mail host found when it
checked them.
"""
