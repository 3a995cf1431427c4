"""Who was at a meeting: by labels, tables, chats, and sentences. Pure; linear."""
