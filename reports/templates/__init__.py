"""The built-in templates of letters, and what makes them: `python -m reports.templates` writes them anew."""
