"""The keys of mails' signatures: `lookup` asks the DNS for them, `keeper` knows when. `tapping`
takes the copies that prove who wrote a mail.
"""
