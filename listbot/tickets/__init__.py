"""The help desk: what one mail to a support list, or one moment, changes about its tickets. Pure.

`ticket` has the values, `lifecycle` the states and what moves them, `words` what a requester says
by "works now", `decide` the steps, `notices` the letters. The tracker back ends stand in
`listbot.trackers`.
"""
