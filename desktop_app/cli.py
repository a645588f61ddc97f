"""Commands without a window."""

import argparse
from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(prog="luotsi", description="Luotsi without a window")
    parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    parser.parse_args(arguments)
    return 0
