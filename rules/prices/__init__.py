"""Cases against those who break the rules of prices and fees, and who tells of them in which year."""
