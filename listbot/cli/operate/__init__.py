"""Commands that run the daemon and look after what it stores."""
