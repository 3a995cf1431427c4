"""What a host that changed a mail says it found before: ARC (RFC 8617).

A list that adds a footer breaks its writers' signatures. If its host checked them first and
sealed what it found, the seal is worth as much as the host: so only those of hosts that the
admin trusts count, and of the seals on a mail only the newest, which no later change has
broken. Its seal is over all earlier ones, and says whether they held. Pure; never raises.
"""

from dataclasses import dataclass
from datetime import datetime

from listbot.mail.proof.canonical import CRLF
from listbot.mail.proof.fields import Field, Signed
from listbot.mail.proof.keys import Key
from listbot.mail.proof.results import Results, read_results
from listbot.mail.proof.signatures import ALGORITHMS, Signature, read_signature, unsigned
from listbot.mail.proof.tags import from_base64, squeezed, tags_of

SEAL, MESSAGE, FOUND = "arc-seal", "arc-message-signature", "arc-authentication-results"
MOST = 50  # RFC 8617, 4.2.1


@dataclass(frozen=True, slots=True)
class Seal:
    """The newest seal on a mail."""

    domain: str
    found: Results
    message: Signature
    """The signature of the mail as the sealer passed it on."""
    key_name: str
    """Where the key of the seal itself is."""
    value: bytes
    covered: tuple[Field, ...]
    """All sets, oldest first; the seal itself comes last, without its own signature."""

    @property
    def key_names(self) -> tuple[str, ...]:
        """Where its two keys are; mostly it is one."""
        return tuple(dict.fromkeys((self.message.key_name, self.key_name)))

    def fault(self, mail: Signed, keys: dict[str, Key]) -> str:
        """Return what is wrong with it; "" if the sealer made it of this mail."""
        fault = self.message.fault(mail, keys[self.message.key_name])
        lines = [each.form(relaxed=True) for each in self.covered]
        if not fault and not keys[self.key_name].fits(self.value, CRLF.join(lines)):
            fault = "does not fit the seals below it"
        return fault


def newest_seal(mail: Signed, trusted: tuple[str, ...], received: datetime) -> Seal | str:
    """Return the newest seal, or why it proves nothing; "" if there is none of a trusted host."""
    sets = _sets(mail)
    top = sets[-1].get(SEAL) if sets else None
    tags = (tags_of(top.value) if top else None) or {}
    domain = squeezed(tags.get("d", b"")).lower()
    if top is None or domain not in trusted:
        return ""
    if any(each.keys() != {SEAL, MESSAGE, FOUND} for each in sets):
        return "is not whole"
    if squeezed(tags.get("cv", b"")).lower() != ("pass" if len(sets) > 1 else "none"):
        return "says that those below it are broken"
    message = read_signature(sets[-1][MESSAGE], mail, received, is_seal=True)
    found = read_results(sets[-1][FOUND].value, is_sealed=True)
    value = from_base64(tags.get("b", b""))
    kind = ALGORITHMS.get(squeezed(tags.get("a", b"")).lower())
    if isinstance(message, str):
        return message
    if found is None or not value or kind is None or "h" in tags or message.domain != domain:
        return "cannot be read"
    covered = [each[name] for each in sets for name in (FOUND, MESSAGE, SEAL)]
    key_name = f"{squeezed(tags.get('s', b'')).lower()}._domainkey.{domain}"
    return Seal(domain, found, message, key_name, value, (*covered[:-1], unsigned(top)))


def _sets(mail: Signed) -> list[dict[str, Field]]:
    """The sets by their numbers from 1 on; a gap, or a field that is there twice, leaves none."""
    found: dict[int, dict[str, Field]] = {}
    for name in (SEAL, MESSAGE, FOUND):
        for field in mail.all(name):
            # Authentication-Results has no tags: only its number is read.
            label, _, number = field.value.partition(b";")[0].partition(b"=")
            tags = {} if name == FOUND else tags_of(field.value) or {}
            written = squeezed(number) if name == FOUND else squeezed(tags.get("i", b""))
            known = found.setdefault(int(written), {}) if written.isdigit() else None
            if known is None or name in known or (name == FOUND and label.strip() != b"i"):
                return []
            known[name] = field
    if len(found) > MOST or sorted(found) != list(range(1, len(found) + 1)):
        return []
    return [found[each] for each in sorted(found)]
