"""Pictures and scans: their size, and with eyes their words."""
