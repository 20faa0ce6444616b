"""The pages of producers, products, dossiers and papers."""
