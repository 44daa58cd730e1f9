"""Claim: what one draft says about one subject at one place."""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.claims.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Claim:
    """`subject` (a lexicon id, "" where the draft names none) has `value` for `attribute`.

    `polarity` is affirmed or denied; `modality` is flat, hedged, question, condition, attributed, myth or
    comparison; `qualifiers` are (kind, value) pairs such as ("phase", "first"); `topic` is the entry the claim
    is about besides its subject (the condition of a suitability claim). Offsets are into the draft's text.
    """

    rule: str
    attribute: str
    value: str
    subject: str
    foreign: bool
    polarity: str
    modality: str
    qualifiers: frozenset[tuple[str, str]]
    topic: str
    quantity: Quantity | None
    start: int
    end: int

    @property
    def hedged(self) -> bool:
        """Whether the claim is softened ("may", "can", "some")."""
        return self.modality == "hedged"
