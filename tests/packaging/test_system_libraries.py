import sys

import pytest
import system_libraries

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system packages are a matter of Linux")


@LINUX
def test_a_missing_library_names_its_package():
    missing = system_libraries.find_missing(for_tests=False, is_loadable=lambda name: name != "libEGL.so.1")
    assert missing == system_libraries.Missing(("libEGL.so.1",), ("libegl1",))


@LINUX
def test_this_machine_has_what_the_tests_need():
    assert system_libraries.find_missing(for_tests=True).names == ()


@LINUX
def test_a_machine_without_tools_is_told_the_tools_of_the_tests_too(monkeypatch):
    monkeypatch.setenv("PATH", "")
    missing = system_libraries.find_missing(for_tests=True, is_loadable=lambda name: True)
    assert {"qpdf", "poppler-utils", "zbar-tools", "gettext"} <= set(missing.packages)


def test_windows_and_macos_lack_nothing(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert system_libraries.find_missing(for_tests=True, is_loadable=lambda name: False).names == ()


@LINUX
def test_without_root_and_sudo_the_exact_command_is_said(monkeypatch, tmp_path):
    (tmp_path / "apt-get").write_text("#!/bin/sh\nexit 99\n", encoding="utf-8")
    (tmp_path / "apt-get").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(system_libraries.CannotInstall) as refused:
        system_libraries.install(system_libraries.Missing(("libEGL.so.1", "qpdf"), ("libegl1", "qpdf")))
    command = "sudo apt-get update -q && sudo apt-get install -y -q --no-install-recommends libegl1 qpdf"
    assert command in str(refused.value)


@LINUX
def test_as_root_the_lists_are_fetched_once_and_everything_is_installed_together(monkeypatch, tmp_path, capsys):
    log = tmp_path / "log"
    (tmp_path / "apt-get").write_text(f'#!/bin/sh\necho "$DEBIAN_FRONTEND $*" >> {log}\n', encoding="utf-8")
    (tmp_path / "apt-get").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    system_libraries.install(system_libraries.Missing(("a", "b"), ("package-a", "package-b")))
    assert log.read_text(encoding="utf-8").splitlines() == [
        "noninteractive update -q",
        "noninteractive install -y -q --no-install-recommends package-a package-b",
    ]
    capsys.readouterr()


@LINUX
def test_a_failing_package_installation_is_an_error(monkeypatch, tmp_path, capsys):
    (tmp_path / "apt-get").write_text("#!/bin/sh\necho no network >&2\nexit 100\n", encoding="utf-8")
    (tmp_path / "apt-get").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    with pytest.raises(system_libraries.CannotInstall, match="no network"):
        system_libraries.install(system_libraries.Missing(("a",), ("package-a",)))
    capsys.readouterr()


@LINUX
def test_fedora_is_told_its_own_command(monkeypatch, tmp_path):
    (tmp_path / "dnf").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "dnf").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(system_libraries.CannotInstall, match=r"sudo dnf install 'libEGL.so.1\(\)\(64bit\)'"):
        system_libraries.install(system_libraries.Missing(("libEGL.so.1",), ("libegl1",)))
