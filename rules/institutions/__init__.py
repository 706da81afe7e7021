"""What an institution owes about its own disclosure: its guide, its catalogues, how to apply, its services, the columns of a portal."""
