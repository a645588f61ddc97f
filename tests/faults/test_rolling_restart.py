"""Servers of two versions side by side on one database while laptops write: an upgrade without downtime, and back."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from central_system.database import connect, schema_version
from tests.faults.test_killed_and_cut_off import seeds
from tests.faults.world import ROOT, World, lines, stop

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no SIGTERM")

#: What a next version may bring: a migration that adds, and a version of the protocol that older programs do not speak.
ADDING = """
alter table feed add column later integer;
alter table device add column later text not null default 'nothing';
create table later (org bytea primary key, since timestamptz not null);
grant select, insert on later to luotsi_app;
"""


def next_version(folder: Path) -> Path:
    """A copy of this program that speaks one version more and brings one migration more."""
    for name in ("central_system", "desktop_app"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "resources").symlink_to(ROOT / "resources")
    (folder / "central_system" / "migrations" / "9001_later.sql").write_text(ADDING)
    versions = folder / "central_system" / "versions.py"
    text = versions.read_text("utf-8")
    assert text.count("newest: int = PROTOCOL\n") == 1
    versions.write_text(text.replace("newest: int = PROTOCOL\n", "newest: int = PROTOCOL + 1\n"), "utf-8")
    return folder


def migrate(program: Path, owner: str) -> int:
    """What `init` of the newer program does to the database."""
    script = "import sys; from central_system.database import migrate; print(migrate(sys.argv[1]))"
    environment = {**os.environ, "PYTHONPATH": str(program)}
    done = subprocess.run(
        [sys.executable, "-c", script, owner], cwd=program, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.parametrize("seed", seeds(1))
def test_an_upgrade_and_a_step_back_lose_nothing_while_laptops_write(make_world, tmp_path, seed):
    newer = next_version(tmp_path / "newer")
    world: World = make_world(seed)
    world.begin(seed)
    rounds_pass(world)
    assert migrate(newer, world.central.owner) == 9001
    rounds_pass(world)  # the program of the version before works on the newer schema
    process, port = world.serve(newer)
    world.proxy.onward.append(port)
    rounds_pass(world)  # both side by side
    assert world.server is not None
    world.proxy.onward.remove(world.proxy.onward[0])
    world.server.send_signal(signal.SIGTERM)
    assert world.server.wait(30) == 0
    assert lines(world.server).read().endswith("Stopped.\n")
    rounds_pass(world)  # the newer alone
    world.end()
    stop(process)
    with connect(world.central.owner) as connection:
        assert schema_version(connection) == 9001
    world.check_end()  # by the program of the version before: a step back


def rounds_pass(world: World) -> None:
    """Until every laptop has got through with a round."""
    for laptop in world.laptops:
        while laptop.next() != ["round"]:
            pass
