"""Pages of budgets, by what they are about."""
