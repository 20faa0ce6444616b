"""Spreadsheets: messy ones read (`reader`, `finder`, `cells`), clean ones written (`writer`)."""
