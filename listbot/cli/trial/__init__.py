"""Commands that show what listbot would have done with past votes: trial, simulate."""
