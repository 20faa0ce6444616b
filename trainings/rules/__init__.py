"""What the programme prescribes about classes: seats, quotas, presence, completion."""
