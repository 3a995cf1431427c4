"""Sets up a Mailman 3: run by the Python of its own venv, with its configuration, before
its runners start.

No list sends notices. Arguments: the configuration, then a JSON object that maps list addresses
to what they are: `members`, each an address and whether mail is delivered to it, `dmarc` (what
becomes of From), `reply` (what becomes of Reply-To), and `changes` (whether there are a footer and
a prefix in the subject).
"""

import json
import sys
from pathlib import Path
from typing import Any

from mailman.app.lifecycle import create_list
from mailman.core.initialize import initialize
from mailman.database.transaction import transaction
from mailman.interfaces.domain import IDomainManager
from mailman.interfaces.mailinglist import (
    DMARCMitigateAction,
    IListArchiverSet,
    ReplyToMunging,
)
from mailman.interfaces.member import DeliveryStatus
from mailman.interfaces.subscriptions import ISubscriptionManager
from mailman.interfaces.template import ITemplateManager
from mailman.interfaces.usermanager import IUserManager
from zope.component import getUtility


def make(address: str, what: dict[str, Any], empty: Path) -> None:
    """Create one list and its members, without any mail to them. `empty`: an empty file."""
    own = create_list(address)
    own.subject_prefix = f"[{address.partition('@')[0]}] " if what["changes"] else ""
    own.dmarc_mitigate_action = DMARCMitigateAction[what["dmarc"]]
    own.dmarc_mitigate_unconditionally = True
    own.reply_goes_to_list = ReplyToMunging[what["reply"]]
    own.accept_these_nonmembers = what["accepts"]
    if not what["changes"]:
        getUtility(ITemplateManager).set("list:member:regular:footer", own.list_id, empty.as_uri())
    own.send_welcome_message = False
    own.admin_notify_mchanges = False
    own.admin_immed_notify = False
    # otherwise two runners create the list's archivers at its first post, and then it has
    # them twice
    IListArchiverSet(own)
    manager, users = ISubscriptionManager(own), getUtility(IUserManager)
    for member, is_delivered in what["members"].items():
        found = users.get_address(member) or users.create_address(member)
        joined = manager.register(found, pre_verified=True, pre_confirmed=True, pre_approved=True)[
            2
        ]
        if not is_delivered:
            joined.preferences.delivery_status = DeliveryStatus.by_moderator


if __name__ == "__main__":
    initialize(sys.argv[1])
    nothing = Path(sys.argv[1]).with_name("empty")
    nothing.touch()
    with transaction():
        getUtility(IDomainManager).add("example.org")
        for one, described in json.loads(sys.argv[2]).items():
            make(one, described, nothing)
