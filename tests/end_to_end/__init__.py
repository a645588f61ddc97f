"""Tests that cross the whole program, with two laptops and a real server."""
