"""A workspace copied to another disk, and brought back: nothing in a copy is ever written over, and each byte has its digest."""
