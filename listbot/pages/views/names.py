"""The people of a vote as its page names them: by the roster, else as their mails do. Pure; never
fails.
"""

from dataclasses import replace

from listbot.model.case import OpenCase
from listbot.model.policy import Policy
from listbot.model.proposal import Entry
from listbot.pages.shown import SOMEBODY, Shown, person
from listbot.votes.counting.voters import Voters, voters_of


class Names:
    """Who wrote the mails of one proposal."""

    def __init__(self, case: OpenCase, policy: Policy) -> None:
        """`policy`: the rule in force."""
        self.voters: Voters = voters_of(replace(case.proposal, policy=policy), case.posters)
        self._entries = {entry.mail: entry for entry in case.entries}

    def entry(self, mail: str) -> Entry | None:
        """Return a mail of the thread by its Message-ID."""
        return self._entries.get(mail)

    def of(self, mail: str) -> Shown:
        """Return the name of a mail's writer."""
        entry = self.entry(mail)
        return SOMEBODY if entry is None else self.of_entry(entry)

    def of_entry(self, entry: Entry) -> Shown:
        """Return the name of a mail's writer."""
        return person(self.voters.name(entry), entry.author)
