"""Bytes that nobody meant, given to every reader: honest files changed at random, within their wrappings too.

`seeds.py` makes the honest files, `changes.py` changes bytes, `wrappings.py` opens a file, lets its parts be changed and closes it
again with sizes and checksums that fit, `readers.py` names every reader with what it may raise, and `runs.py` runs them in processes
of their own. An input is made from the reader's name and a number alone: the same number is the same bytes, on any machine where the
same seeds are found.
"""
