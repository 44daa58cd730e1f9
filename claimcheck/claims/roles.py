"""Roles: how a name stands in its sentence: before a verb, behind a preposition, as what something is compared to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from claimcheck.claims.names import Names
from claimcheck.claims.page import Page
from claimcheck.nlp import Mention
from claimcheck.rulepack import Cue

_PREPOSITIONS = frozenset(
    "of from with for after before during in to by following through via into on at about using between under onto "
    "within including without".split()
)
_OBJECTS = frozenset("use uses using apply applying wear recommend suggest skip stop like love prefer".split())
_VERBS = frozenset(
    "is are was were 's 're can may will does do has have had should might could would must offers offer requires "
    "require uses use works work involves involve takes take gives give helps help targets target treats treat makes "
    "make leaves leave causes cause delivers deliver stimulates stimulate lasts last needs need combines combine "
    "provides provide contains contain hurts hurt feels feel became becomes remains means".split()
)
_STOPS = frozenset(".!?;:")
_JOINTS = frozenset(("and", "or", "nor", "&", "/", ","))
_DETERMINERS = frozenset("the a an this that these those our your its their any each every".split())
_COPULAS = frozenset(("is", "are", "'s", "'re", "was", "were"))
_DEFINITE = frozenset("the this that these those our your its".split())
_TIMES = frozenset("after before during following since".split())
_PAST = frozenset(("was", "were"))
_ANEW = frozenset("there you we".split())
_REACH = 2  # words between a name and its verb: "a peel session usually takes"


@dataclass(frozen=True)
class Roles:
    """The roles of the names of one page."""

    names: Names

    @property
    def page(self) -> Page:
        """The page."""
        return self.names.page

    def marked(self, mention: Mention, kind: str) -> bool:
        """Whether a cue of `kind` stands within three words before the mention."""
        return any(
            cue.type == kind
            and found.end <= mention.start <= found.end + (cue.reach - 1 if cue.reach else 2)
            and not self._parted(found, cue, mention)
            for found, cue in self.page.cues_in(max(mention.start - 5, 0), mention.start)
        )

    def compared(self, mention: Mention) -> bool:
        """Whether something is only compared with the mention, or done without it; so is the rest of a list."""
        if self.marked(mention, "comparator"):
            return True
        before = self.names.within(max(mention.start - 6, 0), mention.start)
        if not before or self.acts(mention):
            return False
        other = before[-1][0]
        between = self.page.words(other.end, mention.start)
        if len(between) > 3 or not between or _JOINTS.isdisjoint(between[:2]) or any(w in _STOPS for w in between):
            return False
        if between[0] == "," and "and" not in between and "or" not in between and not self._listed(mention):
            return False  # "unlike waxing, a peel is gentle"
        return self.compared(other)

    def acts(self, mention: Mention) -> bool:
        """Whether a verb follows the mention: it is what its clause is about."""
        for word in self.page.words(mention.end, min(mention.end + 1 + _REACH, len(self.page.tokens.starts))):
            if word in _VERBS:
                return True
            if word in _PREPOSITIONS or word in _JOINTS or not (word.isalpha() or word in ")-"):
                return False
        return False

    def aside(self, mention: Mention) -> bool:
        """Whether the mention stands behind a preposition ("with our gentle peel") or is only used ("use a cream")."""
        words = self.page.words(max(mention.start - 5, 0), mention.start)[::-1]
        if "," not in words[:2] and not _PREPOSITIONS.isdisjoint(words[:2]):
            return True
        for at, word in enumerate(words):
            if word in _OBJECTS or (word in ("and", "or") and self._joined(mention)):
                return True
            if word in _DETERMINERS:
                return not (_PREPOSITIONS | _OBJECTS).isdisjoint(words[at + 1 : at + 2])
            if not (word.isalpha() or word == "-"):
                return False
        return False

    def pronoun(self, first: int, last: int) -> int | None:
        """The token in `[first, last)` of a pronoun that is what its clause is about: "it is", "these may"."""
        words = self.page.words(first, min(last + 1, len(self.page.tokens.starts)))
        for at, word in enumerate(words[: last - first]):
            if word in ("it", "they") or (
                word in ("this", "these") and words[at + 1 : at + 2] and words[at + 1] in _VERBS
            ):
                return first + at
        return None

    def behind(self, mention: Mention, pronoun: int | None) -> bool:
        """Whether a mention stands behind a pronoun and tells nothing about it, as "it is a chemical peel" would."""
        if pronoun is None or mention.start < pronoun:
            return False
        return self.page.words(pronoun + 1, pronoun + 2)[0] not in _COPULAS or self.aside(mention)

    def _joined(self, mention: Mention) -> bool:
        """Whether the mention is the second of two that stand aside: "use a peel or a facial"."""
        before = self.names.within(max(mention.start - 5, 0), mention.start)
        return bool(before) and not self.acts(mention) and self.aside(before[-1][0])

    def past(self, mention: Mention) -> bool:
        """Whether the mention belongs to the past: "for years surgery and liposuction were the only ways"."""
        after = self.page.words(mention.end, min(mention.end + 5, len(self.page.tokens.starts)))
        stop = next(
            (at for at, word in enumerate(after) if word in _STOPS or word in (",", "that", "which")), len(after)
        )
        return not _PAST.isdisjoint(after[:stop])

    def left_behind(self, mention: Mention, last: int) -> bool:
        """Whether what follows, up to the token `last`, begins anew: "while fillers last, there are …"."""
        words = self.page.words(mention.end, last)
        return any(one == "," and two in _ANEW for one, two in pairwise(words))

    def timed(self, mention: Mention) -> bool:
        """Whether the mention only tells the time of something: "little pain after surgery"."""
        return not _TIMES.isdisjoint(self.page.words(max(mention.start - 2, 0), mention.start))

    def definite(self, mention: Mention) -> bool:
        """Whether the mention speaks of something the reader knows already: "the serum", and not "a soothing serum"."""
        return not _DEFINITE.isdisjoint(self.page.words(max(mention.start - 3, 0), mention.start))

    def _listed(self, mention: Mention) -> bool:
        """Whether the mention is an inner item of a list: "peels, facials or lasers"."""
        after = self.names.within(mention.end, mention.end + 4)
        return (
            bool(after)
            and not _JOINTS.isdisjoint(self.page.words(mention.end, after[0][0].start))
            and not any(self.acts(later) for later, _ in after)
        )

    def _parted(self, found: Mention, cue: Cue, mention: Mention) -> bool:
        """Whether what stands between a cue and a mention ends the cue's reach: in "unlike waxing, a peel" it does."""
        between = self.page.words(found.end, mention.start)
        if any(word in _STOPS for word in between):
            return True
        return cue.type == "comparator" and "," in between and bool(self.names.within(found.end, mention.start))
