"""What the readers say of pages and files."""
