"""The commands about the group's record: `listbot group`, `member`, `meeting` and `letters`."""
