"""What to release or to set in the list's software, in the words of its pages. Plain data."""

RELEASE = (
    "Mailman 3: Held messages: accept it; then Members, the bot's address, Moderation: Accept "
    "immediately. If the bot is not a member: Settings, Message acceptance, Accept these "
    "non-members",
    "Mailman 2: Tend to pending moderator requests; then Membership management: no mod flag; or "
    "Privacy options, Sender filters, accept_these_nonmembers",
    "Google Groups: Conversations, Pending: approve it and always allow its author; Group "
    "settings, Who can post",
)
NOT_SENT_BACK = (
    "Mailman 3: Members, the address that listbot reads: Receive own postings: Yes, Delivery "
    "status: Enabled",
    "Mailman 2: Membership management: neither nomail nor not metoo for that address",
    "Gmail hides what its own account sent: let listbot read another account than it writes from",
)
REFUSED = (
    "read what the mail server said; `listbot check-config --connect` tries it without a letter",
)
WRAPPED = (
    "the list wraps posts: mailers show them as an attachment, and a reply may not quote them; "
    "listbot unwraps what comes through a host in trusted_hops"
)
UNWRAP = (
    "Mailman 3: Settings, DMARC mitigations: Replace From: with list address, not wrap",
    "Mailman 2: General options, from_is_list: Munge From",
)
MUNGED = (
    "the list replaces From: listbot takes the author from Reply-To where the mail comes through a "
    "host in trusted_hops"
)
REWORDED = "the list changes the words of posts, so a line that a vote stands in may change, too"
KEEP_WORDS = (
    "Mailman 3: Settings, Alter messages: Convert html to plaintext: No, Filter content: No",
    "Mailman 2: Content filtering: filter_content: No",
)
REPLY_TO = (
    "Mailman 3: Settings, Alter messages, Reply goes to list: Reply goes to list, or No munging",
    "Mailman 2: General options, reply_goes_to_list: This list, or Poster",
    "Google Groups: Group settings, Post replies to: all members, or the author",
)
