"""Tests of the guided demo."""
