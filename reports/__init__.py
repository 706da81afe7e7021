"""Shows assessments to people."""
