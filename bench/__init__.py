"""The benchmarks: one command, `make bench`; ratios against a floor taken in the same run. Nothing
here is a test.
"""
