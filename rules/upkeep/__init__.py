"""The state of the sites themselves."""
