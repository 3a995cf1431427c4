"""People's preferences: notes, the digest, letters about tickets."""
