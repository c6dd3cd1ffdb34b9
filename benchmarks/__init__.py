"""What is measured, on data given as files: ``python -m benchmarks.NAME FILE``.

Each prints one JSON line of metrics to stdout and a table to stderr.
"""
