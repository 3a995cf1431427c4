"""Answers to a call for silence by somebody who did not tune the reader to them."""
