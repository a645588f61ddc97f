"""Tests of the information sheets."""
