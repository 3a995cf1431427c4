"""From a mail's own words to its casts and doubts: `reading.read_votes` puts it all together."""
