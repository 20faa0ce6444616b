"""Lists that leave the portal as sheets: one door for all of them."""
