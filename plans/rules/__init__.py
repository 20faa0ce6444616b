"""What a plan prescribes: its text and numbers, its sums, and what is checked before it is printed."""
