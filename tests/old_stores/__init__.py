"""Stores written by every released version of the program; each must open in all later ones."""
