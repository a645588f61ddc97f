"""Tests of set-up, catalogs and packaging."""
