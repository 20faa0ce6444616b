"""Pages of councils, sessions, sheets, results, decisions and certificates."""
