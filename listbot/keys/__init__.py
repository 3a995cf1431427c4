"""The keys of mails' signatures: `lookup` asks the DNS for them, `keeper` knows when."""
