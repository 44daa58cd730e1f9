"""Walk: paths in, the files they stand for out, each once and in an order that nothing can shuffle."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from claimcheck.formats import FORMATS
from claimcheck.ignores import NAME, Ignores, excluded
from claimcheck.report import FileStatus

MAX_MEGABYTES = 16
NOT_A_FILE = "not a regular file; pipe its text in with -"
_SKIPPED_FOLDERS = ("node_modules",)
_REASONS = {
    errno.ENOENT: "no such file or folder",
    errno.ENOTDIR: "no such file or folder",
    errno.EACCES: "permission denied",
    errno.ELOOP: "its symbolic links go round in a circle",
}


@dataclass(frozen=True, slots=True)
class Input:
    """A draft to read: the path to show, whether a walk found it, and the bytes if they are read already."""

    path: str
    walked: bool = False
    data: bytes | None = None


def reason(error: OSError) -> str:
    """What is wrong, in the words of a user."""
    return _REASONS.get(error.errno or 0) or (error.strerror or str(error)).lower()


def real_path(path: str) -> str:
    """The path without links; unchanged when no file can have such a name, or the working folder is gone."""
    try:
        return os.path.realpath(path)
    except (ValueError, OSError):
        return path


def discover(
    paths: Iterable[str],
    outputs: Collection[str] = (),
    exclude: Iterable[str] = (),
    base: str = ".",
    force: bool = False,
) -> tuple[list[Input], list[FileStatus]]:
    """The drafts that `paths` stand for, and the status of every path that is none.

    A file named by the user is a draft whatever it is called; a folder is walked for the known endings.
    `outputs` are files this run writes, no drafts. `exclude` are gitignore patterns relative to `base`; with
    `force` they leave out files named by the user too.
    """
    search = _Search({real_path(path) for path in outputs}, tuple(exclude), real_path(base), force)
    named = sorted(set(paths), key=lambda path: (os.path.islink(path), path))  # noqa: PTH114
    search.walk([path for path in named if search.name(path)])
    found = search.linked | search.found
    problems = sorted(search.problems.values(), key=lambda status: status.path)
    return sorted(found.values(), key=lambda item: item.path), problems


def _missing(path: str, error: OSError) -> str:
    """Why a path cannot be looked at."""
    dangling = error.errno == errno.ENOENT and os.path.islink(path)  # noqa: PTH114
    return "a symbolic link to nowhere" if dangling else reason(error)


@dataclass
class _Search:
    """What one `discover` has found so far; files are known by their real path, so that links count once."""

    outputs: set[str]
    exclude: tuple[str, ...]
    base: str
    force: bool = False
    found: dict[str, Input] = field(default_factory=dict)
    linked: dict[str, Input] = field(default_factory=dict)
    problems: dict[str, FileStatus] = field(default_factory=dict)
    _visited: set[str] = field(default_factory=set)

    def name(self, path: str) -> bool:
        """Take a path the user named; True when it is a folder, to be walked."""
        shown, real = Path(path).as_posix() if path else "", real_path(path)
        try:
            mode = os.stat(path).st_mode  # noqa: PTH116
        except OSError as error:
            self._problem(real, shown, "failed", _missing(path, error))
            return False
        except ValueError:
            self._problem(real, shown, "failed", "no file can have such a name")
            return False
        if stat.S_ISDIR(mode):
            return True
        if not stat.S_ISREG(mode):
            self._problem(real, shown, "failed", NOT_A_FILE)
        elif real in self.outputs:
            self._problem(real, shown, "skipped", "this run writes its report there")
        elif self.force and Ignores(exclude=excluded(self.exclude, self.base))(real):
            self._problem(real, shown, "skipped", "left out by “exclude”")
        else:
            self.found.setdefault(real, Input(shown))
        return False

    def walk(self, folders: list[str]) -> None:
        """Take the drafts below `folders`; linked folders come last, so that a file keeps its real name."""
        links: list[tuple[str, str]] = []
        reach: dict[str, list[str]] = {}
        for folder in folders:
            reach[folder] = [real_path(folder)]
            links += [(link, folder) for link in self._tree(Path(folder).as_posix())]
        while links:
            links.sort()
            link, folder = links.pop(0)
            reach[folder].append(real_path(link))
            links += [(deeper, folder) for deeper in self._tree(link)]
        known = [Path(real) for real in (*self.found, *self.linked, *self.problems)]
        for folder, roots in reach.items():
            if not any(path.is_relative_to(root) for root in roots for path in known):
                reason = f"no drafts found (looked for {', '.join(FORMATS)})"
                self._problem(roots[0], Path(folder).as_posix(), "failed", reason)

    def _tree(self, top: str) -> Iterator[str]:
        """Take the drafts below `top`; yields the linked folders met on the way."""
        real = real_path(top)
        todo = [(top, real, Ignores.above(real, self.exclude, self.base))]
        while todo:
            shown, real, ignores = todo.pop()
            if real in self._visited:
                continue
            self._visited.add(real)
            try:
                with os.scandir(shown) as entries:
                    here = sorted(entries, key=lambda entry: entry.name)
            except OSError as error:
                self._problem(real, shown, "failed", reason(error))
                continue
            if any(entry.name == NAME for entry in here):
                ignores = ignores.below(real)
            folders = []
            for entry in here:
                path, place = Path(shown, entry.name).as_posix(), str(Path(real, entry.name))
                kind = self._take(entry, path, place, ignores)
                if kind == "link":
                    yield path
                elif kind == "folder":
                    folders.append((path, place, ignores))
            todo += reversed(folders)

    def _take(self, entry: os.DirEntry[str], path: str, real: str, ignores: Ignores) -> str:
        """Take one entry of a walked folder; "folder" or "link" for one that the walk has yet to enter."""
        if entry.name.startswith(".") or entry.name in _SKIPPED_FOLDERS:
            return ""
        link = entry.is_symlink()
        draft = Path(entry.name).suffix.lower() in FORMATS
        try:
            mode = entry.stat().st_mode
        except OSError as error:
            if draft and not ignores(real):
                self._problem(real, path, "failed", _missing(path, error))
            return ""
        if stat.S_ISDIR(mode):
            return "" if ignores(real, folder=not link) else "link" if link else "folder"
        target = real_path(real) if link else real
        if not draft or target in self.outputs or ignores(real):
            return ""
        if not stat.S_ISREG(mode):
            self._problem(target, path, "skipped", "not a regular file")
        else:
            (self.linked if link else self.found).setdefault(target, Input(path, walked=True))
        return ""

    def _problem(self, real: str, path: str, status: str, reason: str) -> None:
        self.problems.setdefault(real, FileStatus(path, status, reason))
