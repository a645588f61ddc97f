"""The stage of the story: who and what stands on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.demo import invented
from desktop_app.demo.authority import Authority
from desktop_app.demo.camera import Camera
from desktop_app.demo.diary import Diary
from desktop_app.demo.laptop import Laptop


class Stage:
    """Three laptops on a table, one server in the corner, three safes, one camera."""

    def __init__(self, app: QApplication, output: Path) -> None:
        self.app, self.output = app, output
        self.papers, self.disks = output / "papers", output / "disks"
        self.temporary = self.disks / "temporary"
        self.camera = Camera(output / "pictures")
        self.authority = Authority(self.disks / "server", self.disks / "root-keys")
        self.diary = Diary()
        self.laptops: list[Laptop] = []

    def new_laptop(self, name: str, worker: str) -> Laptop:
        """Unpack a laptop on which nothing has been done."""
        laptop = Laptop(self.app, self.disks / name, worker, self.camera)
        self.laptops.append(laptop)
        return laptop

    def secrets(self) -> list[str]:
        """Return everything that may lie in the clear on no disk."""
        own = [text for laptop in self.laptops for text in (laptop.passphrase, *laptop.secrets)]
        words = [" ".join(laptop.recovery_words) for laptop in self.laptops]
        return [text for text in (*invented.SECRETS, *own, *words) if text]
