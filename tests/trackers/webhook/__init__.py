"""Webhooks of the tracker."""
