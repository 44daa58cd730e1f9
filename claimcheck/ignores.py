"""Ignores: which walked paths the .gitignore files and the `exclude` patterns leave out."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

NAME = ".gitignore"


@dataclass(frozen=True, slots=True)
class Ignores:
    """Patterns by the real path of the folder they are relative to, the outermost first.

    As in git, the innermost .gitignore that has a pattern for a path decides. `exclude` is asked by itself.
    """

    layers: tuple[tuple[str, GitIgnoreSpec], ...] = ()
    exclude: tuple[str, GitIgnoreSpec] | None = None

    @classmethod
    def above(cls, folder: str, exclude: Iterable[str] = (), base: str = "") -> Ignores:
        """The patterns from without that hold in `folder`: its repository's, and `exclude` relative to `base`.

        Patterns that leave out `folder` itself do not count: somebody asked for it.
        """
        layers = [(place, spec) for place in _repository(folder) for spec in [_read(place)] if spec]
        others = excluded(exclude, base)
        return cls(
            tuple((place, _without(spec, place, folder)) for place, spec in layers),
            others and (base, _without(others[1], base, folder)),
        )

    def below(self, folder: str) -> Ignores:
        """These patterns and those of the .gitignore in `folder`."""
        spec = _read(folder)
        return replace(self, layers=(*self.layers, (folder, spec))) if spec else self

    def __call__(self, path: str, folder: bool = False) -> bool:
        """Whether `path` (a real path; `folder` when it is one) is left out."""
        if self.exclude and _verdict(self.exclude[1], self.exclude[0], path, folder):
            return True
        for place, spec in reversed(self.layers):
            verdict = _verdict(spec, place, path, folder)
            if verdict is not None:
                return verdict
        return False


def excluded(exclude: Iterable[str], base: str) -> tuple[str, GitIgnoreSpec] | None:
    """The patterns `exclude` with the folder they are relative to; None without any."""
    patterns = tuple(exclude)
    return (base, compile_patterns(patterns)) if patterns else None


def compile_patterns(lines: Iterable[str]) -> GitIgnoreSpec:
    """The patterns as pathspec knows them; raises ValueError for one that means nothing, such as "!"."""
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


def _repository(folder: str) -> list[str]:
    """The folders above `folder` in its git repository, outermost first; none outside of one."""
    above: list[str] = []
    place = Path(folder)
    while not (place / ".git").exists():
        if place == place.parent:
            return []
        place = place.parent
        above.append(str(place))
    return above[::-1]


def _read(folder: str) -> GitIgnoreSpec | None:
    """The patterns of the .gitignore in `folder`, None without any; as in git, broken lines mean nothing."""
    try:
        lines = os.fsdecode(Path(folder, NAME).read_bytes()).removeprefix("\ufeff").splitlines()
    except OSError:
        return None
    if not lines:
        return None
    try:
        return compile_patterns(lines)
    except ValueError:
        return compile_patterns(line for line in lines if _means_something(line))


def _means_something(line: str) -> bool:
    try:
        compile_patterns([line])
    except ValueError:
        return False
    return True


def _without(spec: GitIgnoreSpec, place: str, folder: str) -> GitIgnoreSpec:
    """`spec` less the patterns that match `folder` itself."""
    name = _relative(place, folder, folder=True)
    if name is None:
        return spec
    return type(spec)([pattern for pattern in spec.patterns if pattern.match_file(name) is None])


def _relative(place: str, path: str, folder: bool) -> str | None:
    """`path` as patterns of `place` see it; None when it is not below `place`."""
    try:
        name = Path(path).relative_to(place).as_posix()
    except ValueError:
        return None
    return None if name == "." else name + "/" * folder


def _verdict(spec: GitIgnoreSpec, place: str, path: str, folder: bool) -> bool | None:
    name = _relative(place, path, folder)
    return None if name is None else spec.check_file(name).include
