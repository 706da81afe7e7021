"""What a place keeps publishing on a matter: its items, how fresh they are, their kinds, their fields and their sums."""
