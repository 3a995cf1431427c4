"""`listbot member`, `meeting`, `service`, `adr`, `access` and `decision`: the group's record."""
