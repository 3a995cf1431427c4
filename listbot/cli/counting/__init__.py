"""Commands that count and explain votes, most of them without a database: tally, explain, vote."""
