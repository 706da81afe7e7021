"""Schools: whom they admit in a year, and what they charge and spend."""
