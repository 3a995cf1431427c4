"""From the mails of a proposal to its tally and its digest."""
