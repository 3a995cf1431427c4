"""The part of a transaction that is about copies of mails from before their lists.

Never decides: whether a copy proves a mail is the reader's to say (`mail/tapped`).
"""

from dataclasses import replace
from hashlib import sha256

from listbot.mail import Arrival, Mail, TapCopy, Unreadable, read
from listbot.mail.authorship import KeyAnswer, Proven
from listbot.mail.tapped import TAPPED, arrival_of, is_proven, proven_by
from listbot.model.inputs import CopyInput
from listbot.store.journal import inbox, tapped
from listbot.store.unit_of_work import Unit


class Taps:
    """Copies, and the mails that they prove."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def with_copy(self, mail: Mail | Unreadable) -> Mail | Unreadable:
        """Return a list's new mail, proven by its copy if that came before; lists without a tap
        cost nothing here.
        """
        if isinstance(mail, Unreadable) or not mail.arrival.list.is_tapped or not _wants(mail):
            return mail
        connection, which = self._unit.connection, mail.arrival.key
        known = tapped.proving(connection, which)
        if known is not None:
            return _proven(mail, known)
        taps = self._unit.rules.of(mail.arrival.list.address).taps
        for copy in tapped.waiting_for(connection, mail, taps):
            found = _proven(mail, copy)
            if is_proven(found) and inbox.number_of(connection, which) is None:
                self.record(CopyInput.of(which, copy), copy.raw)
                return found
        return mail

    def keep(self, copy: Mail) -> bool:
        """Keep a copy until its list's mail comes; return False if it is already here."""
        is_open = copy.proof is not None and copy.proof.proven is Proven.UNKNOWN
        is_new = tapped.keep(self._unit.connection, copy, is_open=is_open)
        what = "kept" if is_new else "is already here"
        self._unit.lines.append(
            f"{copy.arrival.list.address}: {copy.message_id} from {copy.author.address} "
            f"by {copy.arrival.source}: copy: {what}"
        )
        return is_new

    def proves(self, copy: Mail) -> list[CopyInput]:
        """Return what a copy says about the lists' mails that came before it."""
        tap, came = copy.arrival.list.address, copy.arrival
        lists = [each.address for each in self._unit.rules.lists if tap in each.taps]
        said = TapCopy(came.raw, came.source, came.arrived, came.key_answers)
        found = []
        for each in tapped.candidates(self._unit.connection, copy, lists):
            mail = inbox.stored(self._unit.connection, self._unit.rules, each.seq)
            if isinstance(mail, Mail) and _wants(mail) and is_proven(_proven(mail, said)):
                found.append(CopyInput.of(each.which, said))
        return found

    def record(self, said: CopyInput, raw: bytes) -> int | None:
        """Write what proves a mail to the journal; return the number of the mail if it is here and
        has to be decided again.
        """
        tapped.record(self._unit.connection, said, raw, sha256(raw).hexdigest())
        seq = inbox.number_of(self._unit.connection, said.which)
        return seq if seq is not None and tapped.may_change(self._unit.connection, seq) else None

    def heard(self, id: int, answers: tuple[KeyAnswer, ...]) -> Mail | None:
        """Keep what the DNS said about a copy; return the copy, None if it proves nothing."""
        waiting = tapped.answer(self._unit.connection, id, answers)
        own = self._unit.rules.taps.get(waiting.tap) if waiting else None
        if waiting is None or own is None:
            return None
        copy = waiting.copy
        mail = read(Arrival(copy.raw, own, copy.source, copy.arrived, key_answers=copy.key_answers))
        return mail if isinstance(mail, Mail) else None


def _wants(mail: Mail) -> bool:
    """Return whether a mail that was on its list is not proven yet."""
    return bool(mail.vouched_by) and not is_proven(mail)


def _proven(mail: Mail, copy: TapCopy) -> Mail:
    arrival = replace(mail.arrival, copy=copy)
    found = proven_by(replace(mail, arrival=arrival), read(arrival_of(copy, mail.arrival)), TAPPED)
    return found if is_proven(found) else mail
