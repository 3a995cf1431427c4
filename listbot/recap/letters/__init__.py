"""Which weekly letter is sent, to whom, and with which facts. Pure."""
