"""Say whether it is proven that the author of a mail wrote it.

Three things prove it, each only for the very domain of the address in From. Our own mail host,
or one that we trust, found a signature of that domain good (Authentication-Results above the
last Received line that we believe: what stands below it may be the sender's). Or we find it
good ourselves (DKIM). Or a sealer that the admin trusts found it good before it changed the mail
(ARC). Of every signature we ask that it covers what a vote is made of (`signatures`), also where
somebody else checked it. A name that a list put into From proves nothing about who is behind it.
A mail's own signatures may be broken or gone, and a copy of it as it was sent prove it still:
that is for `mail/tapped`.

`questions` says which keys the edge must look up; `proof_of` judges by the answers, so it
gives the same for the same mail and answers, forever. Where the DNS has not answered, the proof
is unknown, never refused. Pure, linear, never raises.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from listbot.mail.authorship import SHOWN, Heard, KeyAnswers, Proof, Proven
from listbot.mail.mail import Arrival, Author, Level
from listbot.mail.origin.received import Hop, believed, hops, known_hosts
from listbot.mail.proof.fields import Field, Signed, cut
from listbot.mail.proof.keys import Key, key_of
from listbot.mail.proof.passing import host_keys
from listbot.mail.proof.results import Results, read_results
from listbot.mail.proof.seals import newest_seal
from listbot.mail.proof.signatures import Signature, read_signature
from listbot.mail.proof.tags import tags_of
from listbot.mail.proof.wrapped import wrapped_in
from listbot.mail.wire import limits
from listbot.mail.wire.headers import timestamp

MOST_KEYS = 3  # that are looked at; a signer with two kinds of keys writes two signatures
OLDEST = timedelta(days=7)  # a mail host gives up after five days; a moderator may be away for two
FROM_ITSELF = "From"
"""`Author.how` of an address that stands in From as its writer's own."""


@dataclass(frozen=True, slots=True)
class _Case:
    """One mail with the keys that were looked up for it."""

    mail: Signed
    domain: str
    received: datetime
    key_answers: KeyAnswers


def questions(arrival: Arrival) -> tuple[str, ...]:
    """Return the names of the key records that may prove who wrote a mail, or that it was on its
    list; () if none can.
    """
    host = host_keys(arrival)
    if not arrival.list.asks_proof or arrival.archived:
        return host
    header = limits.header_of(arrival.raw)
    if len(header) > limits.MAX_HEADER_SIZE:
        return ()
    folded = header.lower()
    is_direct = arrival.list.is_desk or arrival.list.is_tap
    may_wrap = not is_direct and (b"message/rfc822" in folded or b"multipart/mixed" in folded)
    if not may_wrap and b"dkim-signature" not in folded and b"arc-seal" not in folded:
        return ()
    mail = cut(arrival.raw)
    if mail is None or not (is_direct or host or _is_vouched(arrival, mail)):
        return ()  # whoever did not come through the list proves nothing, and must not make us wait
    inside = wrapped_in(mail) if may_wrap else None
    wrapped = cut(inside) if inside else None
    found = [*_signers(mail, arrival), *(_signers(wrapped, arrival) if wrapped else ())]
    seal = newest_seal(mail, arrival.list.trusted_sealers, arrival.arrived)
    sealed = () if isinstance(seal, str) else seal.key_names
    return tuple(dict.fromkeys((*host, *list(dict.fromkeys(found))[:MOST_KEYS], *sealed)))


def _signers(mail: Signed, arrival: Arrival) -> Iterator[str]:
    """The places of the keys that may prove who wrote a mail."""
    senders = _senders(mail)
    for each in mail.all("dkim-signature"):
        read = read_signature(each, mail, arrival.arrived)
        if isinstance(read, Signature) and b"@" + read.domain.encode() in senders:
            yield read.key_name


def _senders(mail: Signed) -> bytes:
    return b"".join(each.value for each in mail.all("from")).lower()


def has_own_signature(raw: bytes) -> bool:
    """Return whether a header has a signature field of its From's very domain, good or not."""
    mail = cut(raw)
    senders = _senders(mail) if mail else b""
    return any(senders.rstrip(b"> \t").endswith(b"@" + each) for each in _signing(mail))


def has_signature_of(raw: bytes, domain: str) -> bool:
    """Return whether a header has a signature field of this domain, good or not."""
    return domain.encode() in _signing(cut(raw))


def _signing(mail: Signed | None) -> list[bytes]:
    tags = [tags_of(each.value) or {} for each in mail.all("dkim-signature")] if mail else []
    return [each["d"].lower() for each in tags if each.get("d")]


def proof_of(arrival: Arrival, author: Author, received: datetime) -> Proof | None:
    """Return what proves that the author wrote the mail; None if this list does not ask."""
    if not arrival.list.asks_proof or arrival.archived:
        return None
    if author.how != FROM_ITSELF:
        return Proof(Proven.NO, "the list rewrote or wrapped it, so no signature is its writer's")
    domain = author.address.rpartition("@")[2]
    if b"dkim-signature" not in limits.header_of(arrival.raw).lower():
        return Proof(Proven.NO, f"it has no signature of {domain[:SHOWN]}")
    mail = cut(arrival.raw)
    if mail is None or author.address.encode() not in _senders(mail):
        return Proof(Proven.NO, "its header is not plain enough to check a signature")
    case = _Case(mail, domain, received, arrival.key_answers or KeyAnswers())
    signatures = [_signature(each, case) for each in _of_domain(case)]
    fit = [each for each in signatures if isinstance(each, Signature)]
    if not fit:
        told = f"the signature of {domain[:SHOWN]} {signatures[0]}" if signatures else ""
        return Proof(Proven.NO, told or f"it has no signature of {domain[:SHOWN]}")
    if is_old := _is_old(case):
        return Proof(Proven.NO, is_old)
    # Others do not say which signature they found good, so all must be fit.
    by_others = _by_others(arrival, case, fit) if len(fit) == len(signatures) else ()
    return _best([*(_by_signature(each, case) for each in fit[:MOST_KEYS]), *by_others])


def level_of(author: Author, proof: Proof | None, is_direct: bool) -> Level:
    """Return how sure we are of the author: proven, and seen on the list unless people write
    to us directly.
    """
    if proof is None or proof.proven is not Proven.YES:
        return author.level
    is_there = author.level is Level.LIST_VOUCHED or is_direct
    return Level.VERIFIED if is_there else author.level


def _best(said: list[Proof]) -> Proof:
    """The one that proves it; else one that may still; else the first."""
    order = (Proven.YES, Proven.UNKNOWN, Proven.NO)
    return min(said, key=lambda each: order.index(each.proven))


def _by_others(arrival: Arrival, case: _Case, fit: list[Signature]) -> Iterator[Proof]:
    """What a host that we trust says about the signatures."""
    covers_thread = all(each.covers_thread(case.mail) for each in fit)
    for found in _found_by_hosts(arrival, case.mail):
        if found.signed_by(case.domain):
            how = f"signed by {case.domain[:SHOWN]}, as {found.by[:SHOWN]} found"
            yield Proof(Proven.YES, how, covers_thread)
            return
    sealed = _by_seal(arrival, case, covers_thread)
    if sealed is not None:
        yield sealed


def _by_signature(signature: Signature, case: _Case) -> Proof:
    whose = f"the signature of {signature.domain[:SHOWN]}"
    key = _key(signature.key_name, case)
    if isinstance(key, Proof):
        return key
    if fault := signature.fault(case.mail, key):
        return Proof(Proven.NO, f"{whose} {fault}")
    how = f"signed by {signature.domain[:SHOWN]}"
    return Proof(Proven.YES, how, signature.covers_thread(case.mail))


def _by_seal(arrival: Arrival, case: _Case, covers_thread: bool) -> Proof | None:
    seal = newest_seal(case.mail, arrival.list.trusted_sealers, case.received)
    if seal == "":
        return None
    if isinstance(seal, str):
        return Proof(Proven.NO, f"the seal of its list's host {seal}")
    whose = f"the seal of {seal.domain[:SHOWN]}"
    keys = {name: _key(name, case) for name in seal.key_names}
    missing = next((each for each in keys.values() if isinstance(each, Proof)), None)
    if missing is not None:
        return missing
    there = {name: key for name, key in keys.items() if isinstance(key, Key)}
    if fault := seal.fault(case.mail, there):
        return Proof(Proven.NO, f"{whose} {fault}")
    if not seal.found.signed_by(case.domain):
        return Proof(Proven.NO, f"{whose} names no good signature of {case.domain[:SHOWN]}")
    how = f"signed by {case.domain[:SHOWN]}, as {seal.domain[:SHOWN]} sealed"
    return Proof(Proven.YES, how, covers_thread and seal.message.covers_thread(case.mail))


def _key(name: str, case: _Case) -> Key | Proof:
    """The key at a name, or what its absence means."""
    domain = name.partition("._domainkey.")[2][:SHOWN]
    answer = case.key_answers.about(name)
    if answer is None:
        return Proof(Proven.UNKNOWN, f"the key of {domain} has not been looked up")
    if answer.heard is Heard.NO_ANSWER:
        return Proof(Proven.UNKNOWN, f"the DNS did not answer for the key of {domain}")
    if answer.heard is Heard.NOTHING:
        return Proof(Proven.NO, f"{domain} has no such key as its signature names")
    key = key_of(answer.texts)
    return Proof(Proven.NO, f"{domain} has {key}") if isinstance(key, str) else key


def _signature(field: Field, case: _Case) -> Signature | str:
    return read_signature(field, case.mail, case.received)


def _of_domain(case: _Case) -> Iterator[Field]:
    """The signature fields of the author's very domain, topmost first."""
    for each in case.mail.all("dkim-signature"):
        if _claims(each, case.domain.encode()):
            yield each


def _claims(field: Field, domain: bytes) -> bool:
    tags = (each.partition(b"=") for each in field.value.split(b";"))
    return any(name.strip() == b"d" and value.strip().lower() == domain for name, _, value in tags)


def _is_old(case: _Case) -> str:
    """Say how old a mail is that came long after its signed date: somebody may have kept it."""
    written = [timestamp(each.value.decode("latin-1")) for each in case.mail.all("date")]
    date = written[0] if written else None
    if date is None:
        return "it has no Date that can be read, so it may be of any time"
    age = case.received - date
    return f"it came {age.days} days after its Date" if age > OLDEST else ""


def _found_by_hosts(arrival: Arrival, mail: Signed) -> Iterator[Results]:
    """What our own mail host found, or one whose Received line we believe."""
    wanted = arrival.list.authserv_id.lower()
    if not wanted:
        return
    lines = [at for at, each in enumerate(mail.fields) if each.name == "received"]
    line = _believed(arrival, mail)
    last = lines[len(line) - 1] if line else 0
    for field in mail.fields[:last]:
        found = read_results(field.value) if field.name == "authentication-results" else None
        if found is not None and found.by == wanted:
            yield found


def _believed(arrival: Arrival, mail: Signed) -> tuple[Hop, ...]:
    chain = hops([each.value.strip().decode("latin-1") for each in mail.all("received")])
    return believed(chain, known_hosts(arrival.list.trusted_hops))


def _is_vouched(arrival: Arrival, mail: Signed) -> bool:
    trusted = known_hosts(arrival.list.trusted_hops)
    return any(hop.clients & trusted for hop in _believed(arrival, mail))
