from trainings.documents.certificates import COMPLETION, certificates_in_one

__all__ = ["COMPLETION", "certificates_in_one"]
