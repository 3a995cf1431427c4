"""Which letter about a vote is sent, to whom, and with which facts. Pure."""
