"""Tests for listbot/logins: access tokens, and advice on refusals."""
