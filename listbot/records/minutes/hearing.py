"""Reads what a chat agreed on, and who took on what. Pure; linear.

If the chat has a bot's commands (#agreed, #action), they alone count. Otherwise promises do ("I'll
put it live"), requests that were accepted, and what somebody sums up after "agreed?".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from listbot.records.minutes.decisions import agreed_of
from listbot.records.minutes.doing.tasks import Task, task_of
from listbot.records.minutes.put_off import put_off_in
from listbot.records.minutes.shapes.chats import Chat, Said
from listbot.records.minutes.shapes.labels import label_of
from listbot.records.minutes.words.lexicon import Sense
from listbot.records.minutes.words.senses import sense_of

_COMMAND = re.compile(
    r"\s*(?:#|!(?=(?:startmeeting|endmeeting|(?:sub)?topic|agree|accept|action|info|idea|undo|chair)))"
    r"(?P<verb>\w+)\s*:?\s*(?P<rest>.*)"
)
"""What a bot takes down: "#agreed ...", or "!agreed ..." on Matrix."""
_TOPIC = re.compile(r"\s*(?:new |next )?(?:topic|subtopic|agendum \d+)\s?: (?P<rest>\S.*)", re.I)
_PROMISE = re.compile(
    r"(?:^|^(?:sure|ok|okay|yes|yeah|yep|fine|right|klar|ja|gut)[,.:]? |[.!?]\s+)"
    r"(?:I['’]ll|I will|ich)\s+"
    r"(?P<what>(?!be\b|have\b|bin\b|hab|hätte|würde|war\b)\S.*)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?P<who>[\w-]{2,40})[:,] (?:could|can|would|will) you (?P<what>[^?]{3,200})\?"
)
_ACCEPTED = re.compile(r"\W*(?:can do|sure|will do|yes|ok|okay|mach ich|d['’]accord)\b", re.I)
_ASKS = re.compile(r"\W*(?:agreed|einverstanden|d['’]accord)\s?\?", re.IGNORECASE)
_SO = re.compile(
    r"(?:good|ok|okay|right|fine)?,?\s*so\s+(?P<what>(?!let|we\b|can\b|how\b|what\b).{8,})", re.I
)


@dataclass(slots=True)
class Heard:
    """What a chat says, as far as it was heard."""

    known: Sequence[str]
    agreed: list[str] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    put_off: list[str] = field(default_factory=list)
    _topic: str = ""
    _last: list[str] = field(default_factory=list)
    """Which list each command added to, so that the bot's #undo takes it back."""
    _asked: Task | None = None
    _is_asked: bool = False

    def hear(self, said: Said, has_commands: bool) -> None:
        """Take one line."""
        if match := _COMMAND.match(said.what):
            self._command(match["verb"].lower(), match["rest"].strip())
        elif match := _TOPIC.match(said.what):
            self._topic = match["rest"].strip()
        elif not self._labelled(said.what) and not has_commands:
            self._spoken(said)
        self.put_off += filter(None, [put_off_in(_said(said.what), self._topic, self.known)])

    def _command(self, verb: str, rest: str) -> None:
        if sense_of(verb) is Sense.AGREED and (what := agreed_of(rest)):
            self.agreed.append(what)
            self._last.append("agreed")
        elif sense_of(verb) is Sense.ACTION and (task := task_of(rest, self.known)) is not None:
            self.tasks.append(task)
            self._last.append("tasks")
        elif verb == "undo" and self._last:
            (self.agreed if self._last.pop() == "agreed" else self.tasks).pop()
        elif verb == "topic":
            self._topic = rest

    def _labelled(self, text: str) -> bool:
        """Take a line with a label, and return whether it has one."""
        label = label_of(text) if ":" in text[:60] else None
        if label is None or not label.rest:
            return False
        if label.sense is Sense.AGREED:
            self.agreed += filter(None, [agreed_of(label.rest)])
        elif label.sense is Sense.ACTION:
            task = task_of(label.rest, self.known, label.named)
            self.tasks += [task] if task is not None else []
        return label.sense in (Sense.AGREED, Sense.ACTION)

    def _spoken(self, said: Said) -> None:
        if match := _PROMISE.search(said.what):
            self.tasks.append(Task(said.who, match["what"].rstrip(".")))
        elif match := _ASKED.search(said.what):
            self._asked = Task(match["who"], match["what"])
        elif self._asked and said.who == self._asked.who and _ACCEPTED.match(said.what):
            self.tasks.append(self._asked)
            self._asked = None
        elif self._is_asked and (match := _SO.match(said.what)):
            self.agreed.append(match["what"])
            self._is_asked = False
        self._is_asked = self._is_asked or bool(_ASKS.match(said.what))


def _said(text: str) -> str:
    """Return what a line says, without the bot's command."""
    return re.sub(r"\A[#!](?:info|note)\s+", "", text, flags=re.IGNORECASE)


def hear(chat: Chat, known: Sequence[str]) -> Heard:
    """Return what a chat says. `known`: the people who took part."""
    heard = Heard(known)
    has_commands = any(_COMMAND.match(each.what) for each in chat.said)
    for said in chat.said:
        heard.hear(said, has_commands)
    return heard
