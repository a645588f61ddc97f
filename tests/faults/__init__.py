"""Killed processes, a way that fails, full disks, wrong clocks, a dead database: nothing is lost or doubled."""
