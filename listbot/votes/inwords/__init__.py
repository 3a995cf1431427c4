"""The votes in words in a statement: `statement.read_in_words` finds which side they take."""
