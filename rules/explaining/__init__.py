"""Documents of policy and what explains them (政策解读): which belongs to which, and whether they lead to each other."""
