"""What people live by: homes, food, safety, land, prices, contracts, schools."""
