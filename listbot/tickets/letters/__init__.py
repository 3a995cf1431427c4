"""Which letter about a ticket is sent, to whom, and with which facts. Pure."""
