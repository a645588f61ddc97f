"""What is shown and what can be done, without any widget."""
