"""Rounds of sending and receiving sealed changes, over the network or by courier."""
