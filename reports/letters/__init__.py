"""What official letters say, always in Chinese: the fields that their templates fill in, taken from stored values alone."""
