"""The encrypted store, the only package of the desktop program that knows SQL."""
