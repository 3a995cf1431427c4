"""What the ways in and out share to log in: access tokens, and advice on refusals."""
