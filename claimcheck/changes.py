"""Changes: which lines of which files git says were changed. The only module that runs git."""

from __future__ import annotations

import ast
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from claimcheck.findings import Finding

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
# Nothing that a repository configures may run a program of its own, or change the shape of the answer.
_PLAIN = ("diff", "--no-color", "--no-ext-diff", "--no-textconv")
_DIFF = (*_PLAIN, "-M", "--unified=0", "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/")


class ChangesError(Exception):
    """Git cannot say what changed; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The changed lines (from, to; both included, None for all) of each changed file, by its real path."""

    lines: Mapping[str, tuple[tuple[int, int], ...] | None]
    note: str = ""

    def touch(self, finding: Finding) -> bool:
        """Whether a changed line holds a part of `finding`: of either end, where it is a contradiction."""
        return any(self._holds(place.path, place.line, place.end_line) for place in finding.places)

    def _holds(self, path: str, first: int, last: int) -> bool:
        ranges = self.lines.get(os.path.realpath(path), ())
        return ranges is None or any(start <= last and first <= end for start, end in ranges)


def since(revision: str) -> Changes:
    """What differs in the working tree from where its branch left `revision`; new files are changed as a whole."""
    top = _top()
    commit = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", quiet=True)
    shallow = _git(top, "rev-parse", "--is-shallow-repository", quiet=True).strip() == b"true"
    if not commit:
        fetch = _fetch(revision) if shallow else "git fetch origin"
        raise ChangesError(f"there is no revision “{revision}” here; perhaps “{fetch}” brings it")
    base = _git(top, "merge-base", "HEAD", commit.decode().strip(), quiet=True).decode().strip()
    note = ""
    if not base and not shallow:
        raise ChangesError(f"HEAD and “{revision}” have no commit in common")
    if not base:
        base = commit.decode().strip()
        note = f"this clone is too shallow to show where the branch left {revision}; compared with {revision} itself"
    lines = dict(_changed(top, base))
    for name in _git(top, "ls-files", "--others", "--exclude-standard", "-z").split(b"\0"):
        if name:
            lines[_real(top, name)] = None
    return Changes(lines, note)


def _fetch(revision: str) -> str:
    """The command that brings a branch, tag or commit into a shallow clone under the name that it was asked for by."""
    name = revision.removeprefix("origin/")
    if re.fullmatch(r"[0-9a-f]{40}", name):
        return f"git fetch --depth=1 origin {name}"
    if not re.fullmatch(r"\w[\w./-]*", name):  # main~3: nobody knows how deep that is
        return "git fetch --unshallow origin"
    return f"git fetch --depth=1 origin {name}:{'refs/remotes/' * (name != revision)}{revision}"


def staged() -> Changes:
    """What the next commit changes."""
    return Changes(dict(_changed(_top(), "--cached")))


def staged_text(path: str) -> bytes:
    """The file at `path` as the next commit will hold it."""
    top = _top()
    return _git(top, "cat-file", "blob", f":./{os.path.relpath(os.path.realpath(path), top)}")


def _top() -> str:
    """The real path of the working tree that the working folder is in."""
    try:
        found = _git(".", "rev-parse", "--show-toplevel")
    except FileNotFoundError:
        raise ChangesError("git is not installed, and only git knows what changed") from None
    except ChangesError as error:
        if "not a git repository" in str(error):
            raise ChangesError("this folder is in no git repository, so nothing is known of what changed") from None
        raise
    return os.path.realpath(os.fsdecode(found.removesuffix(b"\n")))


def _git(folder: str, *args: str, quiet: bool = False) -> bytes:
    """What a git command prints; raises ChangesError where it fails, or returns nothing if `quiet`."""
    command = ["git", "-C", folder, "-c", "core.fsmonitor=false", "-c", "core.quotePath=true", *args]
    done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode and not quiet:
        said = " ".join(done.stderr.decode("utf-8", "replace").split()) or "failed"
        raise ChangesError(f"git {args[0]}: {said}")
    return b"" if done.returncode else done.stdout


def _changed(top: str, against: str) -> Iterator[tuple[str, tuple[tuple[int, int], ...] | None]]:
    """Each file changed `against` a commit or --cached, with its changed lines; a binary one as a whole."""
    found: dict[str, list[tuple[int, int]] | None] = {}
    lines = iter(_git(top, *_DIFF, against, "--").split(b"\n"))
    old = name = b""
    for line in lines:
        if line.startswith(b"diff --git "):
            name = b""
        elif line.startswith(b"--- "):
            old = line[4:]
        elif line.startswith(b"+++ ") and old:
            name, old = _name(line[4:]), b""
            if name:
                found[_real(top, name)] = []
        elif (hunk := _HUNK.match(line)) and name:
            gone, start, count = (int(part) if part is not None else 1 for part in hunk.groups())
            ranges = found[_real(top, name)]
            if count and ranges is not None:
                ranges.append((start, start + count - 1))
            _skip(lines, gone + count)
    for entry in _git(top, *_PLAIN, "--no-renames", "--numstat", "-z", against, "--").split(b"\0"):
        added, _, rest = entry.partition(b"\t")
        if added == b"-" and rest.startswith(b"-\t") and rest[2:]:  # binary to git, as UTF-16 is
            found[_real(top, rest[2:])] = None
    return ((path, None if ranges is None else tuple(ranges)) for path, ranges in found.items())


def _skip(lines: Iterator[bytes], count: int) -> None:
    """Pass over the lines of a hunk, whatever they look like; notes such as “no newline at end of file” come after."""
    for _ in range(count):
        if next(lines, b"").startswith(b"\\"):
            next(lines, b"")


def _name(written: bytes) -> bytes:
    """The file name in a +++ line; nothing for a file that was deleted."""
    written = written.rstrip(b"\t\r")
    if written.startswith(b'"'):
        unquoted = ast.literal_eval(f"b{written.decode('ascii', 'replace')}")
        written = unquoted if isinstance(unquoted, bytes) else b""
    return written[2:] if written.startswith(b"b/") else b""


def _real(top: str, name: bytes) -> str:
    return os.path.realpath(os.path.join(top, os.fsdecode(name)))  # noqa: PTH118
