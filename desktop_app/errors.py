"""What can go wrong and a worker can act on, as codes without human text."""


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
