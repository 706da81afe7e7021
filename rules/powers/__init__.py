"""Powers, the charts that show how they run, and how items and charts belong together."""
