"""PDF: words where they stand, and the tables that they make."""
