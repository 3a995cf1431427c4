"""The outbox: letters queued, sent, echoed and paused, and the receipts that outlive a backup."""
