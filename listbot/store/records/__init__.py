"""The group's record in the database: its acts, and the group they make."""
