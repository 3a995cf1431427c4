"""What the configuration names beside itself: the tracker, the folder of prepared answers."""
