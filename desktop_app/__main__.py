"""The entry point: the window, or with a command the command line."""

import gc
import sys
import time

from desktop_app.errors import say_without_values
from desktop_app.lasting_none import keep_none

_STARTED = time.perf_counter()


def main() -> int:
    """Open the window when no command is given, else run the command; the exit code is returned."""
    keep_none()
    sys.excepthook = say_without_values
    arguments = sys.argv[1:]
    if arguments in ([], ["--benchmark-first-paint"]):
        # Start makes much that stays and little to collect; later the window collects by itself (ui/collecting.py).
        gc.disable()
        from desktop_app.ui import application

        if arguments:
            return application.run(first_paint=_print_milliseconds)
        return application.run()
    from desktop_app import cli

    return cli.main(arguments)


def _print_milliseconds() -> None:
    print(f"{(time.perf_counter() - _STARTED) * 1000:.1f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
