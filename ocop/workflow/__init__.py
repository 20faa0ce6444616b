from ocop.workflow.moves import Move, MoveRefused, Workflow

__all__ = ["Move", "MoveRefused", "Workflow"]
