"""Roundup as a tracker."""
