"""The window of the desktop program."""
