"""Which letter about the record goes to whom, with which facts. Pure."""
