"""Charts of powers: where they are, what they show."""
