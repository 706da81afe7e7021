"""Weekly, monthly, quarterly and longer reports on a city's air: what they say, and whether it adds up."""
