"""Pages of the programme: its years, its bodies, and the year of one unit."""
