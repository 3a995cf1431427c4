"""The words and phrases that votes are recognised by, as plain data. A new language
adds rows here.
"""
