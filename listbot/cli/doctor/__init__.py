"""`listbot doctor`: what is wrong, and what a list does with our posts."""
