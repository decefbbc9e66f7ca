"""Files are written completely or not at all, and the old content is never lost."""

from __future__ import annotations

import errno
import io
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studykit import files
from studykit.diagnostics import StudykitError
from studykit.files import read_bytes, read_named, write_bytes, write_text

LONG_AGO = 1_000_000_000


@pytest.fixture
def former(tmp_path: Path) -> Path:
    """A file from 2001."""
    file = tmp_path / "course.lock"
    file.write_bytes(b"former\n")
    os.utime(file, (LONG_AGO, LONG_AGO))
    return file


def listing(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_missing_folders_are_created(tmp_path: Path) -> None:
    file = tmp_path / "decks" / "new" / "a.apkg"
    assert write_bytes(file, b"\0\xff")
    assert file.read_bytes() == b"\0\xff"
    assert listing(file.parent) == ["a.apkg"]


def test_a_file_is_replaced(former: Path) -> None:
    assert write_bytes(former, b"new\n")
    assert former.read_bytes() == b"new\n"
    assert listing(former.parent) == ["course.lock"]


def test_readers_of_the_old_file_read_on(
    former: Path,
) -> None:
    with former.open("rb") as reading:
        write_bytes(former, b"new\n")
        assert reading.read() == b"former\n"


def test_an_unchanged_file_is_not_written(former: Path) -> None:
    assert not write_bytes(former, b"former\n")
    assert former.stat().st_mtime == LONG_AGO


def test_an_empty_file_is_created(tmp_path: Path) -> None:
    assert write_bytes(tmp_path / "a", b"")
    assert not write_bytes(tmp_path / "a", b"")


def test_a_text_is_utf_8_with_line_feeds_on_every_system(tmp_path: Path) -> None:
    write_text(tmp_path / "a", "café “灯”\n\n")
    assert (tmp_path / "a").read_bytes() == b"caf\xc3\xa9 \xe2\x80\x9c\xe7\x81\xaf\xe2\x80\x9d\n\n"


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_a_file_keeps_its_mode(former: Path, mode: int) -> None:
    former.chmod(mode)
    write_bytes(former, b"new\n")
    assert former.stat().st_mode & 0o777 == mode


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_the_mode_of_a_new_file_follows_the_umask(tmp_path: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        write_bytes(tmp_path / "a", b"new\n")
        assert os.umask(mask) == mask  # reading the mask did not change it
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == mode


# Failures.


def full(*args: object, **kwargs: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def interrupted(*args: object, **kwargs: object) -> None:
    raise KeyboardInterrupt


class FullDisk(io.FileIO):
    """Make every write fail as on a full disk."""

    write = full  # type: ignore[assignment]


@pytest.mark.parametrize(
    ("step", "failing"),
    [("fdopen", FullDisk), ("fsync", full), ("chmod", full), ("replace", full)],
)
def test_a_full_disk_leaves_the_old_file_at_every_step(
    former: Path, monkeypatch: pytest.MonkeyPatch, step: str, failing: Callable[..., object]
) -> None:
    monkeypatch.setattr(files.os, step, failing)
    with pytest.raises(StudykitError) as caught:
        write_bytes(former, b"new\n")
    assert str(caught.value) == (
        f"cannot write {former}: the disk is full; the old file is unchanged"
    )
    assert former.read_bytes() == b"former\n"
    assert former.stat().st_mtime == LONG_AGO
    assert listing(former.parent) == ["course.lock"]


def test_an_interruption_leaves_no_unfinished_file(
    former: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files.os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_bytes(former, b"new\n")
    assert former.read_bytes() == b"former\n"
    assert listing(former.parent) == ["course.lock"]


def test_content_is_synced_before_the_rename(former: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise a power cut between the two would leave an empty file under the name."""
    calls: list[str] = []

    def noted(name: str, function: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object) -> object:
            calls.append(name)
            return function(*args)

        return call

    for name in ("fsync", "replace"):
        monkeypatch.setattr(files.os, name, noted(name, getattr(os, name)))
    write_bytes(former, b"new\n")
    assert calls == ["fsync", "replace"]


def test_a_folder_in_the_way_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(StudykitError) as caught:
        write_bytes(tmp_path / "a", b"new\n")
    assert str(caught.value) == (f"cannot write {tmp_path / 'a'}: Is a directory")
    assert listing(tmp_path) == ["a"]


def test_a_file_in_place_of_a_folder_is_an_error(former: Path) -> None:
    file = former / "deeper" / "a"
    with pytest.raises(StudykitError) as caught:
        write_bytes(file, b"new\n")
    assert str(caught.value) == f"cannot write {file}: {former} is not a folder"
    assert former.read_bytes() == b"former\n"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, text=True)
    except OSError as error:
        pytest.skip(f"no small disk can be mounted here: {error}")
    if done.returncode:
        pytest.skip(f"no small disk can be mounted here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_file_system_loses_nothing(small_disk: Path) -> None:
    file = small_disk / "course.lock"
    write_bytes(file, b"a" * 20_000)
    with pytest.raises(StudykitError) as caught:
        write_bytes(file, b"b" * 60_000)  # too large for the old and the new file
    assert str(caught.value) == (
        f"cannot write {file}: the disk is full; the old file is unchanged"
    )
    assert file.read_bytes() == b"a" * 20_000
    assert listing(small_disk) == ["course.lock"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_an_error(former: Path) -> None:
    former.parent.chmod(0o500)
    try:
        with pytest.raises(StudykitError) as caught:
            write_bytes(former, b"new\n")
    finally:
        former.parent.chmod(0o700)
    assert str(caught.value) == (
        f"cannot write {former}: Permission denied; the old file is unchanged"
    )
    assert former.read_bytes() == b"former\n"


# Links


@pytest.fixture
def link(former: Path, tmp_path: Path) -> Path:
    """A link in another folder to the file from 2001."""
    link = tmp_path / "links" / "bank.yaml"
    link.parent.mkdir()
    link.symlink_to("../course.lock")
    return link


def test_a_link_stays_one_and_its_file_is_replaced(link: Path, former: Path) -> None:
    former.chmod(0o640)
    assert write_bytes(link, b"new\n")
    assert not write_bytes(link, b"new\n")
    assert (link.is_symlink(), former.is_symlink(), former.read_bytes()) == (True, False, b"new\n")
    assert former.stat().st_mode & 0o777 == 0o640
    assert listing(link.parent) == ["bank.yaml"]
    assert listing(former.parent) == ["course.lock", "links"]


def test_the_file_of_a_link_is_created_with_its_folders(tmp_path: Path) -> None:
    link = tmp_path / "deck.apkg"
    link.symlink_to("decks/new/a.apkg")
    assert write_bytes(link, b"new")
    assert (link.is_symlink(), (tmp_path / "decks/new/a.apkg").read_bytes()) == (True, b"new")


def test_a_file_in_a_linked_folder_is_replaced(former: Path, tmp_path: Path) -> None:
    (tmp_path / "here").symlink_to(".", target_is_directory=True)
    write_bytes(tmp_path / "here" / "course.lock", b"new\n")
    assert former.read_bytes() == b"new\n"
    assert listing(tmp_path) == ["course.lock", "here"]


def test_links_in_a_circle_are_an_error(tmp_path: Path) -> None:
    for here, there in (("a", "b"), ("b", "a")):
        (tmp_path / here).symlink_to(there)
    with pytest.raises(StudykitError, match="Too many levels of symbolic links"):
        write_bytes(tmp_path / "a", b"new")
    assert (tmp_path / "a").is_symlink()


def test_a_device_or_a_pipe_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    for name in ("pipe", "link"):
        file = tmp_path / name
        with pytest.raises(StudykitError) as error:
            write_bytes(file, b"new")
        assert str(error.value) == f"cannot write {file}: it is a device or a pipe, not a file"
    assert listing(tmp_path) == ["link", "pipe"]
    assert (tmp_path / "pipe").is_fifo()


def test_a_dash_is_not_a_file() -> None:
    with pytest.raises(StudykitError, match="cannot write to standard output here: name a file"):
        write_bytes(Path("-"), b"new")


# Reading


def test_devices_and_pipes_are_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zeros").symlink_to("/dev/zero")
    for name in ("pipe", "zeros"):
        with pytest.raises(OSError, match="it is a device or a pipe, not a file"):
            read_bytes(tmp_path / name)


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(OSError, match="it is too large: 50,000,001 bytes, at most 50,000,000"):
        read_bytes(tmp_path / "large")


def test_a_pipe_that_the_user_names_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["sh", "-c", 'printf abc > "$0"', str(pipe)]):
        assert read_named(pipe) == b"abc"


def test_a_device_without_an_end_is_an_error() -> None:
    with pytest.raises(StudykitError) as error:
        read_named(Path("/dev/zero"), 1000)
    assert str(error.value) == "cannot read /dev/zero: it is too large: at most 1,000 bytes"
