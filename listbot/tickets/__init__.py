"""The help desk: what one mail to a support list, or one moment, changes about its tickets. Pure.

`decide` has the steps, `lifecycle` the states and what moves them, `solved` what a requester means
by "works now", `notices` the letters. The trackers are in `listbot.trackers`.
"""
