"""What is taken out of a budget: the annex of a decision, its table for a plan, its lines as a sheet."""

from budgets.documents.annexes import ESTIMATE, annex_of
from budgets.documents.sheets import left_behind_of, sheet_of
from budgets.documents.tables import table_of

__all__ = ["ESTIMATE", "annex_of", "left_behind_of", "sheet_of", "table_of"]
