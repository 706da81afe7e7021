"""What an auditor says of budgets and final accounts."""
