"""Jobs, issued papers, number books, marks."""
