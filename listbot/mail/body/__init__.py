"""The text of a mail: found, decoded, and sorted into the writer's own words and
everything else.
"""
