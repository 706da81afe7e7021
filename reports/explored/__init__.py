"""The results as a file for Datasette: a copy to ask questions of, with all codes in words, described down to each column."""
