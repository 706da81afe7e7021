"""The schedules of whole budgets and final accounts, and the sums that must hold in them."""
