"""Tests of crashes, full disks and damaged files."""
