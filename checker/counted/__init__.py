"""What the annual report counts: pieces of information, each once, budgets out of all owed, talks, letters and charts."""
