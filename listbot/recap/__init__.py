"""The weekly recap: what one list's week was, and when its letter is due. Pure.

`week` knows ISO weeks and local hours, `recap` has the values, `decide` says which letter a round
makes. The rows come from `store/`, the words from the letter's templates.
"""
