"""The signed log: changes, keys, trust and merging, pure and shared with the central system."""
