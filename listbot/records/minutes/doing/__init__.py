"""Who took on what: in lists, behind labels, in tables, and in sentences. Pure; linear."""
