"""Web pages: what a page says of itself, its text, tables and links."""
