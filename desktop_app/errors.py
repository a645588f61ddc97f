"""What can go wrong and a worker can act on, as codes without human text."""

import sys
from types import TracebackType


class LuotsiError(Exception):
    """An expected failure: a stable code such as `wrong_passphrase` and details free of personal data."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        if not self.details:
            return self.code
        return f"{self.code} ({', '.join(f'{name}={value}' for name, value in sorted(self.details.items()))})"


def say_without_values(kind: type[BaseException], error: BaseException, places: TracebackType | None) -> None:
    """Say on the terminal where a bug showed itself, and of what type; for `sys.excepthook`.

    The error's text and its causes are left out: they may quote what was typed.
    """
    if sys.stderr is not None:
        import traceback  # late: the first paint does not wait for it

        sys.stderr.write("".join(traceback.format_tb(places)) + kind.__name__ + "\n")
