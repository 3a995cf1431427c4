"""The words of a mail that no view shows: those that were redacted in minutes. Never writes."""

from sqlalchemy import Connection

from listbot.model.records.acts import RecordVerb
from listbot.store.records.acts import all_acts


def hidden_words(connection: Connection, message_id: str) -> tuple[str, ...]:
    """Return the words that are hidden in a mail: one with minutes, or one that redacted them."""
    acts = all_acts(connection)
    undone = {act.text for act in acts if act.verb is RecordVerb.UNDONE}
    about = {act.about for act in acts if act.mail == message_id}
    hides = (act for act in acts if act.verb is RecordVerb.REDACTED and act.key not in undone)
    return tuple(dict.fromkeys(act.text for act in hides if act.about in about and act.text))
