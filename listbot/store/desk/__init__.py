"""The help desk's rows: find a mail's ticket, load its case, write a decision."""
