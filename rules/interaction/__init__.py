"""Whether people are heard and answered."""
