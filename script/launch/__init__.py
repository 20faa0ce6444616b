"""Sets up, runs and tests the portal on one machine. Standard library only, but for `prepare` and `tally`,
which run inside the virtual environment.
"""
