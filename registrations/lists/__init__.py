from registrations.lists.producers import ProductList
from registrations.lists.registrations import REGISTRATIONS, RegistrationList

__all__ = ["REGISTRATIONS", "ProductList", "RegistrationList"]
