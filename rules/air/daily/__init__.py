"""What a month of daily bulletins of the air is worth: days, times, numbers."""
