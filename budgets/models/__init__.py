from budgets.models.estimates import Budget, Estimate, Line, LineComment, LineSource
from budgets.models.execution import Allotment, Ceiling
from budgets.models.funds import FundSource, Norm
from budgets.models.ledgers import (
    Allocation,
    Commitment,
    Payment,
    Settlement,
    SettlementPaper,
    Transfer,
    Waiver,
)
from budgets.models.prints import EstimatePrint
from budgets.models.sheets import BudgetSheet

__all__ = [
    "Allocation",
    "Allotment",
    "Budget",
    "BudgetSheet",
    "Ceiling",
    "Commitment",
    "Estimate",
    "EstimatePrint",
    "FundSource",
    "Line",
    "LineComment",
    "LineSource",
    "Norm",
    "Payment",
    "Settlement",
    "SettlementPaper",
    "Transfer",
    "Waiver",
]
