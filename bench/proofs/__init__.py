"""The proofs: what is promised of the program, each with the figure to reach and a negative control that must not reach it.

`python bench/prove.py` (or `make prove`) runs them and writes docs/reliability.md. A module of this folder that has PROOFS is
taken in; nothing is registered by hand.
"""
