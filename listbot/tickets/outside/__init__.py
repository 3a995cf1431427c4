"""What a ticket and the tracker in which the team works have to do with each other: what leaves us
(`planning`), and what is made of what happens there (`hearing`). Pure.
"""
