"""How it looks: one page for each view model."""
