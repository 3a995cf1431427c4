"""What is special about a PostgreSQL server: its sessions, and the trips of statements to it."""
