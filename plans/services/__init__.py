from plans.services.targets import change_target, remove_target, set_target, split_target

__all__ = ["change_target", "remove_target", "set_target", "split_target"]
