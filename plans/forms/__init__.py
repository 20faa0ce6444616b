from plans.forms.targets import TargetChangeForm, TargetFilter, TargetForm, TargetSplitForm

__all__ = ["TargetChangeForm", "TargetFilter", "TargetForm", "TargetSplitForm"]
