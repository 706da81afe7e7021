"""What was decided against whom."""
