"""Prove a list's mail by a copy of it as it was sent (docs/decisions/0048).

A list changes mails and so breaks their signatures. A copy that the mail host handed us before the
list proves who wrote the mail, and the list's own copy proves that it was on the list: neither
does for the other. They are the same mail if they have the same Message-ID, the same author, the
same own words and the same subject but for what a list adds, and answer the same mails. A mail
that the list wrapped is such a copy as well.

What is counted is then what was signed: the text, the subject, the date and the thread are the
copy's. When the mail was received, and on which list, only the list's mail says. Pure; never
raises.
"""

from dataclasses import replace

from listbot.mail.authorship import Proof, Proven
from listbot.mail.mail import Arrival, Mail, TapCopy, Unreadable
from listbot.mail.proof.judging import OLDEST, level_of
from listbot.mail.wire.subjects import take_apart

TAPPED = "seen before the list changed it"
WRAPPED = "in the mail that the list wrapped"
NO_COPY = "no signed copy has come from before the list"


def arrival_of(copy: TapCopy, by_way_of: Arrival) -> Arrival:
    """Return the copy as an arrival."""
    own = by_way_of.list.of_tap(by_way_of.list.address)
    return Arrival(copy.raw, own, copy.source, copy.arrived, key_answers=copy.key_answers)


def proven_by(mail: Mail, copy: Mail | Unreadable, where: str) -> Mail:
    """Return the list's mail, judged by a copy; unchanged if that says nothing about it.

    `where`: in words, what kind of copy it is.
    """
    if is_proven(mail) or isinstance(copy, Unreadable) or not is_same(mail, copy):
        return mail
    assert copy.proof is not None, "a copy is read for a list that asks"
    fault = _fault_of(mail, copy, copy.proof)
    if fault or copy.proof.proven is not Proven.YES:
        return replace(mail, proof=Proof(Proven.NO, fault) if fault else copy.proof)
    proof = replace(copy.proof, how=f"{copy.proof.how}, {where}")
    level = level_of(mail.author, proof, is_direct=False)
    return replace(
        mail,
        author=replace(mail.author, level=level),
        subject=copy.subject,
        date=copy.date,
        references=copy.references,
        body=copy.body,
        proof=proof,
    )


def awaiting(mail: Mail) -> Mail:
    """Return a mail that nothing proves so far, noting that its copy may still come."""
    if mail.proof is None or mail.proof.proven is not Proven.NO:
        return mail
    how = f"{mail.proof.how}; {NO_COPY}"
    return replace(mail, proof=replace(mail.proof, how=how, awaits_copy=True))


def is_proven(mail: Mail) -> bool:
    """Whether it is proven who wrote it, or its list does not ask."""
    return mail.proof is None or mail.proof.proven is Proven.YES


def is_same(mail: Mail, copy: Mail) -> bool:
    """Whether two mails are one, as far as a list leaves one as it was."""
    return (
        copy.message_id == mail.message_id
        and copy.author.address == mail.author.address
        and copy.words_digest == mail.words_digest
        and _is_same_subject(mail.subject, copy.subject)
    )


def _is_same_subject(on_list: str, sent: str) -> bool:
    """Whether a subject is the same but for a prefix, and for "Re:", which some lists remove."""
    shown, written = take_apart(on_list), take_apart(sent)
    return shown.title == written.title and set(written.brackets) <= set(shown.brackets)


def _fault_of(mail: Mail, copy: Mail, proof: Proof) -> str:
    """What is wrong with a copy besides its signatures; "" if nothing is."""
    if proof.covers_thread and copy.references != mail.references:
        return "on the list it answers another mail than its writer signed"
    if copy.date is not None and mail.received - copy.date > OLDEST:
        return f"it came {(mail.received - copy.date).days} days after its Date"
    return ""
