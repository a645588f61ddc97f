"""Tests of Luotsi, laid out like the packages they test."""
