"""What the rules say about members: who can be confirmed, who is away, who votes. Pure."""
