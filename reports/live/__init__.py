"""What is shown while something goes on: a crawl of this process or of another, and results that change."""
