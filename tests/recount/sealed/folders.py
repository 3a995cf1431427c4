"""Evidence of votes that were played, as the files by their names, for tests."""

from collections.abc import Mapping
from dataclasses import replace

from listbot.cli.counting.evidence_files import Result, files_of
from listbot.cli.counting.verify import Checked, check
from listbot.cli.counting.vote import count
from listbot.mail import Level, Mail, Unreadable, read
from listbot.mail.authorship import Heard, KeyAnswer
from listbot.mail.proof.judging import questions
from listbot.recount.sealed.sums import SEAL, SUMS, seal_text, sums_text
from listbot.store.votes.posts import posts_about
from listbot.store.votes.thread_mails import thread_mails
from tests.mail.proof.signing import Signer, Zone, signed_below
from tests.playing import Play, Post, hours, opening, rules

SIGNER = Signer(made=hours(-1))
OPEN = Zone().put(SIGNER.answer)
SILENT = Zone().put(KeyAnswer(SIGNER.name, Heard.NO_ANSWER))

Files = Mapping[str, bytes]


def signed(play: Play, post: Post, zone: Zone = OPEN, signer: Signer = SIGNER) -> Mail | Unreadable:
    """A post as its writer's host signed it, read with what the DNS says."""
    came = post.arrival(play.in_force)
    came = replace(came, raw=signed_below(came.raw, signer))
    names = questions(came)
    return read(replace(came, key_answers=zone.key_answers(names)) if names else came)


def vote(who: str, at: float = 1, text: str = "+1") -> Post:
    """A vote on Ana's proposal."""
    return Post(f"{who.lower()}-{at}", who, text, at, answers=["p"])


def proven() -> Play:
    """A vote on a list that asks for signatures: two that are signed, one that is not."""
    play = Play(in_force=rules(Level.VERIFIED))
    play.take(
        signed(play, opening()),
        signed(play, vote("Ravi")),
        vote("Lena", 2),
        signed(play, vote("Omar", 3, "-1 it breaks the mirrors")),
    )
    play.run_until(hours(200))
    return play


def plain() -> Play:
    """A vote on a list that asks for no signatures."""
    play = Play()
    play.take(opening(), vote("Ravi"), vote("Lena", 2), vote("Kim", 3, "+1 if it is cheap"))
    play.run_until(hours(200))
    return play


def evidence(play: Play, number: int = 1) -> dict[str, bytes]:
    """The files of a vote, sealed."""
    with play.store.reading() as connection:
        case = play.vote(number)
        thread, posts = thread_mails(connection, case), posts_about(connection, case)
    (counted,) = count(case, play.now).proposals
    return sealed(files_of(Result(case, counted, thread, tuple(posts))))


def sealed(files: Files) -> dict[str, bytes]:
    """The same files under a seal of their own, as somebody who runs a daemon could make it."""
    plain = {name: content for name, content in files.items() if name not in (SUMS, SEAL)}
    sums = sums_text(plain).encode()
    return {**plain, SUMS: sums, SEAL: seal_text(sums).encode()}


def changed(files: Files, name: str, was: bytes, now: bytes) -> dict[str, bytes]:
    """The files with other bytes in one of them."""
    assert was in files[name], files[name]
    return {**files, name: files[name].replace(was, now)}


def told(files: Files) -> set[tuple[str, int, str]]:
    """What a check of these files says: the file, the number of the mail, and what is wrong."""
    return {(each.file, each.number, each.what) for each in check(files, ()).changes}


def checked(files: Files) -> Checked:
    """The files, checked."""
    return check(files, ())
