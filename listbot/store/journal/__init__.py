"""The journal: the inputs as they came, the rules in force, and how both are written and read."""
