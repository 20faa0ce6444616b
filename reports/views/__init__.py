"""The first page of everybody, and the pictures of a place."""
