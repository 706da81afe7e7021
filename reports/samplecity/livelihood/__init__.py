"""What people live by, as the sample city tells of it: homes, food, safety, land, prices, tenders, schools."""
