"""Paths to sources: what is walked, what is read, and the one clear reason for everything that is not."""

from __future__ import annotations

import errno
import io
import os
import random
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from claimcheck import ignores
from claimcheck.files import STDIN_NAME, UnreadError, inputs, read
from claimcheck.ignores import Ignores
from claimcheck.report import FileStatus
from claimcheck.walk import Input, discover

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test works in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(*names: str, text: str = "Fine.\n") -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")


def found(*paths: str, **more: Any) -> list[str]:
    return [item.path for item in discover(paths, **more)[0]]


def problems(*paths: str, **more: Any) -> list[tuple[str, str, str]]:
    return [(status.path, status.status, status.reason) for status in discover(paths, **more)[1]]


def failure(data: bytes, walked: bool = False) -> tuple[str, str]:
    with pytest.raises(UnreadError) as caught:
        read(Input("draft.md", walked, data))
    return caught.value.status, str(caught.value)


# Walking


def test_a_walk_takes_known_endings_in_order_and_leaves_hidden_and_foreign_folders() -> None:
    make("d/b.md", "d/a.TXT", "d/sub/c.markdown", "d/photo.jpg", "d/README", "d/.hidden.md", "d/.git/x.md",
         "d/node_modules/p/README.md", "d/.cache/y.txt", "d/sub.md/deep.md")  # fmt: skip
    assert found("d") == ["d/a.TXT", "d/b.md", "d/sub.md/deep.md", "d/sub/c.markdown"]
    assert found("d/") == found("./d") == found("d")
    assert found(".") == found("d")
    assert problems("d") == []


def test_a_named_file_is_read_whatever_it_is_called() -> None:
    make("notes", "copy.html5", ".draft", "node_modules/a.md", ".git/b.md")
    paths = ["notes", "copy.html5", ".draft", "node_modules/a.md", ".git/b.md"]
    assert found(*paths) == sorted(paths)
    assert found(".git", "node_modules") == [".git/b.md", "node_modules/a.md"]


def test_paths_are_checked_once_and_the_order_in_which_they_are_given_changes_nothing() -> None:
    make("d/a.md", "d/sub/b.md", "e/c.md")
    Path("link.md").symlink_to("d/a.md")
    Path("f").symlink_to("e")
    Path("e/again").symlink_to("../d")
    absolute = str(Path("d/a.md").resolve())
    paths = ["d", "d/a.md", "./d/a.md", "d/../d/a.md", "d/sub", "e", "f", "link.md", absolute, "missing"]
    wanted = discover(paths)
    assert [Path(item.path).resolve().name for item in wanted[0]].count("a.md") == 1
    assert len(wanted[0]) == 3
    for seed in range(30):
        random.Random(seed).shuffle(paths)
        assert discover(paths) == wanted


def test_a_file_keeps_its_real_name_and_linked_folders_are_followed_once() -> None:
    make("d/z.md", "elsewhere/w.md")
    Path("d/a.md").symlink_to("z.md")
    Path("d/out").symlink_to("../elsewhere")
    Path("d/out2").symlink_to("../elsewhere")
    assert found("d") == ["d/out/w.md", "d/z.md"]
    assert problems("d") == []


def test_links_that_go_round_in_a_circle_end() -> None:
    make("d/sub/a.md")
    Path("d/sub/up").symlink_to("..")
    Path("d/self").symlink_to("self")
    Path("d/one").symlink_to("two")
    Path("d/two").symlink_to("one")
    Path("d/round.md").symlink_to("round.md")
    assert found("d") == ["d/sub/a.md"]
    assert problems("d") == [("d/round.md", "failed", "its symbolic links go round in a circle")]
    assert problems("d/self") == [("d/self", "failed", "its symbolic links go round in a circle")]


def test_missing_paths_and_dangling_links_fail_with_a_reason() -> None:
    make("d/a.md", "file.md")
    Path("d/gone.md").symlink_to("nowhere.md")
    Path("d/gone.png").symlink_to("nowhere.png")
    Path("d/.#lock.md").symlink_to("user@host.1234")
    assert problems("d") == [("d/gone.md", "failed", "a symbolic link to nowhere")]
    assert problems("d/gone.png") == [("d/gone.png", "failed", "a symbolic link to nowhere")]
    assert problems("no.md", "./no.md", "*.md", "", "file.md/x") == [
        ("", "failed", "no such file or folder"),
        ("*.md", "failed", "no such file or folder"),
        ("file.md/x", "failed", "no such file or folder"),
        ("no.md", "failed", "no such file or folder"),
    ]
    assert problems("a\0b") == [("a\0b", "failed", "no file can have such a name")]
    assert problems("x" * 5000)[0][1:] == ("failed", "file name too long")


def test_a_folder_without_drafts_fails() -> None:
    make("full/a.md", "full/none/x.png", "ignored/a.md", "ignored/.gitignore", "hidden/.a.md")
    Path("ignored/.gitignore").write_text("*.md\n")
    Path("empty").mkdir()
    Path("via").mkdir()
    Path("via/link").symlink_to("../full")
    failed = problems("empty", "full/none", "ignored", "hidden")
    assert [path for path, *_ in failed] == ["empty", "full/none", "hidden", "ignored"]
    assert all(reason.startswith("no drafts found (looked for .txt, ") for *_, reason in failed)
    assert [path for path, *_ in problems("full", "full/none", "via")] == ["full/none"]
    assert problems("full", "via") == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_pipes_and_devices_are_never_opened() -> None:
    make("d/a.md")
    os.mkfifo("d/pipe.md")
    os.mkfifo("d/other")
    assert found("d") == ["d/a.md"]
    assert problems("d") == [("d/pipe.md", "skipped", "not a regular file")]
    reason = "not a regular file; pipe its text in with -"
    assert problems("d/pipe.md", "/dev/zero") == [("/dev/zero", "failed", reason), ("d/pipe.md", "failed", reason)]


def test_the_files_a_run_writes_are_no_drafts() -> None:
    make("d/a.md", "d/report.md", "d/other.md")
    Path("d/link.md").symlink_to("report.md")
    assert found("d", outputs=["./d/report.md", "d/new.md"]) == ["d/a.md", "d/other.md"]
    assert problems("d", outputs=["d/report.md"]) == []
    assert found("d/report.md", outputs=["d/report.md"]) == []
    skipped = ("d/report.md", "skipped", "this run writes its report there")
    assert problems("d/report.md", outputs=["d/report.md"]) == [skipped]


def test_a_folder_that_may_not_be_entered_fails_and_the_others_are_walked(monkeypatch: pytest.MonkeyPatch) -> None:
    make("d/a/x.md", "d/locked/y.md", "d/z.md")
    scandir = os.scandir

    def guarded(path: str) -> Any:
        if str(path).endswith("locked"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr("claimcheck.walk.os.scandir", guarded)
    assert found("d") == ["d/a/x.md", "d/z.md"]
    assert problems("d") == [("d/locked", "failed", "permission denied")]
    assert problems("d/locked") == [("d/locked", "failed", "permission denied")]


@pytest.mark.skipif(AS_ROOT, reason="root may enter and read everything")
def test_real_permissions() -> None:
    make("d/a.md", "d/locked/y.md")
    Path("d/a.md").chmod(0)
    Path("d/locked").chmod(0)
    try:
        assert problems("d") == [("d/locked", "failed", "permission denied")]
        with pytest.raises(UnreadError, match="permission denied"):
            read(Input("d/a.md"))
    finally:
        Path("d/locked").chmod(0o700)


def test_awkward_names_survive() -> None:
    names = ["d/new\nline.md", "d/\x1b[31mred.md", "d/sp ace.md", "d/ünïcode.md", "d/-dash.md"]
    make(*names)
    raw = "d/\udcff\udcfe.md"
    with suppress(OSError):  # some file systems only take Unicode
        make(raw)
        names.append(raw)
    assert found("d") == sorted(names)
    assert all(read(item).text for item in discover(["d"])[0])


# .gitignore and exclude


def test_gitignore_rules_walked_files_only() -> None:
    make("d/a.md", "d/skip.md", "d/build/b.md", "d/sub/c.md", "d/sub/skip.md", "d/sub/keep.tmp.md", "d/sub/old/e.md")
    Path("d/.gitignore").write_text("# mine\nskip.md\nbuild/\n*.tmp.md\n/old\n")
    Path("d/sub/.gitignore").write_text("!skip.md\nold\n")
    assert found("d") == ["d/a.md", "d/sub/c.md", "d/sub/skip.md"]
    assert found("d/skip.md", "d/sub/old/e.md") == ["d/skip.md", "d/sub/old/e.md"]
    assert found("d/build", "d/sub/old") == ["d/build/b.md", "d/sub/old/e.md"]


def test_the_gitignore_of_the_repository_above_counts_and_one_outside_of_it_does_not() -> None:
    make("repo/drafts/a.md", "repo/drafts/out/b.md", "repo/drafts/b.tmp.md", "repo/.git/HEAD")
    Path(".gitignore").write_text("*.md\n")
    Path("repo/.gitignore").write_text("\ufeffdrafts/out/\n*.tmp.md\n", encoding="utf-8")
    assert found("repo/drafts") == found("repo") == ["repo/drafts/a.md"]
    assert found("repo/drafts/out") == ["repo/drafts/out/b.md"]


def test_a_gitignored_link_is_not_followed_and_a_followed_one_brings_its_own_rules() -> None:
    make("d/a.md", "other/b.md", "other/c.md")
    Path("other/.gitignore").write_text("c.md\n")
    Path("d/ignored").symlink_to("../other")
    Path("d/taken").symlink_to("../other")
    Path("d/.gitignore").write_text("ignored\n")
    assert found("d") == ["d/a.md", "d/taken/b.md"]


@pytest.mark.parametrize("broken", [b"!\n\\\nskip.md\n", b"\xff\xfe\nskip.md\n", b"skip.md\r\n"])
def test_a_broken_gitignore_is_read_as_far_as_it_goes(broken: bytes) -> None:
    make("d/a.md", "d/skip.md")
    Path("d/.gitignore").write_bytes(broken)
    assert found("d") == ["d/a.md"]


def test_an_unreadable_gitignore_is_none() -> None:
    make("d/a.md")
    Path("d/.gitignore").mkdir()
    assert found("d") == ["d/a.md"]


def test_pathspec_is_not_needed_without_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    make("d/a.md")
    monkeypatch.setattr(ignores, "compile_patterns", None)
    assert found("d") == ["d/a.md"]


def test_exclude_is_relative_to_its_file_and_spares_what_is_named() -> None:
    make("d/a.md", "d/old/b.md", "d/legal.md", "e/old/c.md")
    exclude = ("d/old/", "legal.md", "!nothing.md")
    assert found("d", "e", exclude=exclude) == ["d/a.md", "e/old/c.md"]
    assert found("d/legal.md", "d/old", exclude=exclude) == ["d/legal.md", "d/old/b.md"]
    assert found("d", exclude=("*.md", "!a.md"), base="d") == ["d/a.md"]
    assert found("d", exclude=("*.md",), base="e") == ["d/a.md", "d/legal.md", "d/old/b.md"]


def test_a_folder_pattern_does_not_match_a_file() -> None:
    rule = Ignores.above(str(Path.cwd()), ("notes/",), str(Path.cwd()))
    assert rule(str(Path("notes").resolve()), folder=True)
    assert not rule(str(Path("notes").resolve()))


# Reading


def test_the_source_is_what_stands_on_disk() -> None:
    for data in (b"", b"One.\r\nTwo.\rThree.\n", "Ünï “q” 😀".encode(), "\ufeffMark.\r\n".encode()):
        source = read(Input("draft.md", data=data))
        assert (source.text, source.note) == (data.decode(), "")
    Path("crlf.md").write_bytes(b"One.\r\nTwo.\r\n")
    assert read(Input("crlf.md")).text == "One.\r\nTwo.\r\n"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_with_a_byte_order_mark_is_read_and_keeps_it(encoding: str) -> None:
    text = "\ufeffIt’s painless 😀.\r\n"
    assert read(Input("draft.txt", data=text.encode(encoding))).text == text
    assert failure(text.encode(encoding)[:-1])[1].startswith("broken UTF-16 at byte ")
    lone = "\ufeff".encode(encoding) + "\ud800".encode(encoding, "surrogatepass")
    assert failure(lone)[1].startswith("broken UTF-16 at byte ")


def test_other_text_is_read_as_windows_1252_with_a_note() -> None:
    source = read(Input("old.txt", data=b"It\x92s \x93pain-free\x94 \xa315"))
    assert source.text == "It’s “pain-free” £15"
    assert source.note == "not UTF-8; read as Windows-1252"
    assert failure(b"\x81\x8d caf\xe9") == ("failed", "neither UTF-8 nor Windows-1252; save it as UTF-8")
    assert failure(b"\xef\xbb\xbfcaf\xe9") == ("failed", "broken UTF-8 at byte 7")


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04\0\0\xff\xfe", b"text\0text", "No mark.".encode("utf-16-le"), "\ufeffx".encode("utf-32-le"), b"\0"],
)
def test_binary_data_is_skipped_in_a_walk_and_fails_when_named(data: bytes) -> None:
    assert failure(data, walked=True) == ("skipped", "binary, not text")
    assert failure(data) == ("failed", "binary, not text")


def test_large_drafts_fail_and_the_limit_is_exact() -> None:
    Path("large.md").write_bytes(b"x" * 1_000_001)
    assert read(Input("large.md"), 2).text
    with pytest.raises(UnreadError, match="larger than 1 MB; split it or raise --max-size"):
        read(Input("large.md"), 1)
    Path("large.md").write_bytes(b"x" * 1_000_000)
    assert len(read(Input("large.md"), 1).text) == 1_000_000


def test_a_file_that_vanishes_or_changes_its_kind_fails() -> None:
    make("d/a.md", "d/b.md", "d/c.md")
    items = discover(["d"])[0]
    Path("d/a.md").unlink()
    Path("d/b.md").unlink()
    Path("d/b.md").mkdir()
    Path("d/c.md").unlink()
    os.mkfifo("d/c.md")
    reasons = []
    for item in items:
        with pytest.raises(UnreadError) as caught:
            read(item)
        assert caught.value.status == "failed"
        reasons.append(str(caught.value))
    assert reasons == ["no such file or folder", "is a directory", "not a regular file; pipe its text in with -"]


def test_an_unreadable_file_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    make("a.md")

    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("claimcheck.files.os.open", refuse)
    with pytest.raises(UnreadError, match="permission denied"):
        read(Input("a.md"))


# Standard input


class Terminal:
    """A standard input that holds bytes."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_standard_input_is_a_draft_and_stands_for_the_file_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    make("a.md", "b.md")
    monkeypatch.setattr(sys, "stdin", Terminal(b"From the pipe.\r\n"))
    items, failed = inputs(["b.md", "-", "a.md", "-"], "./a.md")
    assert failed == []
    assert [(item.path, read(item).text) for item in items] == [("a.md", "From the pipe.\r\n"), ("b.md", "Fine.\n")]
    monkeypatch.setattr(sys, "stdin", Terminal(b"x"))
    assert inputs(["-", "new.md"], "new.md") == ([Input("new.md", data=b"x")], [])
    monkeypatch.setattr(sys, "stdin", Terminal(b"x"))
    assert inputs(["-"])[0] == [Input(STDIN_NAME, data=b"x")]


def test_standard_input_has_the_size_limit_and_may_be_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(b"x" * 1_500_000))
    (item,), _ = inputs(["-"], megabytes=1)
    assert len(item.data or b"") == 1_000_001
    with pytest.raises(UnreadError, match="larger than 1 MB"):
        read(item, 1)
    monkeypatch.setattr(sys, "stdin", None)
    assert inputs(["-"]) == ([], [FileStatus(STDIN_NAME, "failed", "standard input is closed")])
