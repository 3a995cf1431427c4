"""What the group runs and decides: services, access to systems, decision records. Pure."""
