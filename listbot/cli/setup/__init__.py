"""Commands for setting listbot up: init, check-config with its probes, completion."""
