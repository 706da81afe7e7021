"""Service guides with the elements that each has, labelled by hand."""
