"""Sets up a Mailman 3: run by the Python of its own venv, with its configuration, before
its runners start.

Each list has Mailman's own footer, writes its own address into From (munge_from), and sends
no notices. Arguments: the configuration, then a JSON object that maps list addresses to
members, each an address and whether mail is delivered to it.
"""

import json
import sys

from mailman.app.lifecycle import create_list
from mailman.core.initialize import initialize
from mailman.database.transaction import transaction
from mailman.interfaces.domain import IDomainManager
from mailman.interfaces.mailinglist import DMARCMitigateAction, IListArchiverSet
from mailman.interfaces.member import DeliveryStatus
from mailman.interfaces.subscriptions import ISubscriptionManager
from mailman.interfaces.usermanager import IUserManager
from zope.component import getUtility


def make(address: str, members: dict[str, bool]) -> None:
    """Create one list and its members, without any mail to them."""
    own = create_list(address)
    own.subject_prefix = f"[{address.partition('@')[0]}] "
    own.dmarc_mitigate_action = DMARCMitigateAction.munge_from
    own.dmarc_mitigate_unconditionally = True
    own.send_welcome_message = False
    own.admin_notify_mchanges = False
    own.admin_immed_notify = False
    # otherwise two runners create the list's archivers at its first post, and then it has
    # them twice
    IListArchiverSet(own)
    manager, users = ISubscriptionManager(own), getUtility(IUserManager)
    for member, is_delivered in members.items():
        found = users.get_address(member) or users.create_address(member)
        joined = manager.register(found, pre_verified=True, pre_confirmed=True, pre_approved=True)[
            2
        ]
        if not is_delivered:
            joined.preferences.delivery_status = DeliveryStatus.by_moderator


if __name__ == "__main__":
    initialize(sys.argv[1])
    with transaction():
        getUtility(IDomainManager).add("example.org")
        for one, who in json.loads(sys.argv[2]).items():
            make(one, who)
