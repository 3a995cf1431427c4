"""The parts of the site that are one page each: rules, about, help, status. Pure."""
