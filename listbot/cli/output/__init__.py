"""How commands print: ages, moments, text made safe for a terminal."""
