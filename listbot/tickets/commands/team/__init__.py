"""Commands about what the team does among itself: notes, putting off, giving back."""
