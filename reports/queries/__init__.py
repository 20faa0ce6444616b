"""Reading across the apps: the work of a day, and the pictures of a place."""
