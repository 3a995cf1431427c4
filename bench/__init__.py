"""The benchmarks: one command, `make bench`, which prints ratios to a floor taken in the
same run. Not tests.
"""
