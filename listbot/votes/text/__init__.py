"""A mail's own words cut into statements and tokens, and what single statements can say."""
