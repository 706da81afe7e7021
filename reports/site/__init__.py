"""The web report: a folder that opens without any network."""
