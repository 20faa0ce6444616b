from budgets.models.estimates import Budget, Estimate, Line, LineComment, LineSource
from budgets.models.execution import (
    Allocation,
    Allotment,
    Ceiling,
    Commitment,
    Payment,
    Settlement,
    Transfer,
    Waiver,
)
from budgets.models.funds import FundSource, Norm
from budgets.models.sheets import BudgetSheet

__all__ = [
    "Allocation",
    "Allotment",
    "Budget",
    "BudgetSheet",
    "Ceiling",
    "Commitment",
    "Estimate",
    "FundSource",
    "Line",
    "LineComment",
    "LineSource",
    "Norm",
    "Payment",
    "Settlement",
    "Transfer",
    "Waiver",
]
