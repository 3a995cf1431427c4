"""What people asked for: notes, the digest, letters about tickets."""
