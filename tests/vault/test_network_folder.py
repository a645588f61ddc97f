from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from desktop_app.vault.network_folder import file_system, is_on_network

MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/local ext4 rw 0 0
//server/share /mnt/with\040space cifs rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/worker/luotsi", "nfs4"),
        ("/home/local/luotsi", "ext4"),
        ("/home2", "ext4"),
        ("/mnt/with space/a", "cifs"),
        ("/var", "ext4"),
    ],
)
def test_the_nearest_mount_decides(folder: str, kind: str):
    assert file_system(MOUNTS, Path(PurePosixPath(folder))) == kind


def test_nothing_known_is_no_network():
    assert file_system("", Path("/home")) == ""


def test_this_folder_is_no_network_drive(tmp_path: Path):
    assert not is_on_network(tmp_path / "not" / "yet" / "there")
