"""What must hold of plans, targets and periodic reports."""
