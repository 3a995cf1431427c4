"""Overdue letters to report: posts that never came back, letters that wait for approval."""
