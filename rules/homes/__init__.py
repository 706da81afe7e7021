"""Homes for those who cannot pay the market's price: the plans of their building, and what is built."""
