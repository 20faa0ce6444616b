"""The way of a list on pages."""
