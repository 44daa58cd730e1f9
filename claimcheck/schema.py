"""What a rule file may hold: one JSON Schema per kind, read by the loader, editors and `claimcheck schema`."""

from __future__ import annotations

from typing import Any

JURISDICTIONS = ("us", "uk", "eu", "ca", "au")
LANGUAGES = ("en-GB", "en-US")
PRODUCT_TYPES = ("treatment", "cosmetic", "device", "supplement")
CATEGORIES = ("conflict", "claim", "spelling", "terminology", "grammar", "sense", "suppression")
SEVERITIES = ("error", "warning", "note")
CONFIDENCES = ("high", "medium", "low")
# Contexts that say how much a claim claims ("the look of"): they count inside its words too.
PARTLY = "partly"  # the value of a denial that leaves something of what it denies
OPERATORS = ("appearance", "temporary", "helped", "education", "regulation", "disclaimer")
CONTEXTS = ("denied", "question", "condition", "hedged", "attributed", "myth", "comparison", "diminished", *OPERATORS)
DIMENSIONS = ("time", "frequency", "percent", "money", "age", "spf", "length", "count")

Schema = dict[str, Any]


def _text(description: str, **more: Any) -> Schema:
    return {"type": "string", "description": description, **more}


def _list(items: Schema, description: str, least: int = 1) -> Schema:
    return {"type": "array", "items": items, "minItems": least, "description": description}


def _map(values: Schema, description: str) -> Schema:
    return {"type": "object", "additionalProperties": values, "minProperties": 1, "description": description}


def _object(properties: Schema, required: tuple[str, ...], description: str = "") -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
        "description": description,
    }


_TERM = _text("A phrase, or /a regular expression/. Words match their endings too; =word matches only itself.")
_TERMS = _list(_TERM, "Phrases to look for.")
_WHERE = {"enum": ["clause", "sentence", "paragraph", "draft"]}
_EXAMPLES = _object(
    {
        "bad": _list(_text("A text with [[…]] round every place the rule must report."), "Texts the rule must report."),
        "good": _list(_text("A text the rule must leave alone."), "Texts the rule must leave alone."),
    },
    ("bad", "good"),
    "The rule's tests and its documentation.",
)
_COMMON: Schema = {
    "message": _text("What is wrong, in one sentence; {text} stands for the words found."),
    "examples": _EXAMPLES,
    "category": {"enum": list(CATEGORIES), "description": "What the finding counts as."},
    "severity": {"enum": list(SEVERITIES), "description": "error blocks, warning advises, note informs."},
    "confidence": {"enum": list(CONFIDENCES), "description": "How sure a reviewer would be."},
    "why": _text("Why it matters, for a marketing writer."),
    "advice": _text("What to do about it."),
    "suggestion": _text("An accepted wording; none where no wording of the claim passes."),
    "references": _list(
        _object(
            {"title": _text("Title."), "url": _text("Address."), "section": _text("Section or clause.")}, ("title",)
        ),
        "The law, code or guidance behind the rule.",
    ),
    "jurisdictions": _list(
        {"enum": list(JURISDICTIONS)}, "Markets the rule holds in; without it, that of its folder (us/…), else all."
    ),
    "applies_to": _list({"enum": list(PRODUCT_TYPES)}, "What must be advertised for the rule to hold."),
    "valid_from": _text("First day the rule is in force, YYYY-MM-DD.", format="date"),
    "valid_until": _text("Last day the rule is in force, YYYY-MM-DD.", format="date"),
}
_SILENT = _list({"enum": list(CONTEXTS)}, "Contexts that silence the rule.", least=0)

_WRITTEN = _text("A regular expression that the words as written, capitals and all, must match too.")
_WORDS = _text("A file in the rules folder, one word a line.")
_EXCUSES: Schema = {
    "unless": _list(_TERM, "Phrases that excuse the claim when they stand near it."),
    "unless_within": _WHERE | {"description": "How near; clause unless said otherwise."},
    "silent_when": _SILENT,
    "rescued_by": _list({"enum": list(CONTEXTS)}, "Contexts that excuse the claim besides those that excuse any."),
    "not_rescued_by": _list({"enum": list(CONTEXTS)}, "Contexts that excuse other claims, but not this one."),
    "subject": {"enum": ["any", "own"], "description": "own: leave claims about other treatments alone."},
}

_KINDS: dict[str, tuple[Schema, tuple[str, ...]]] = {
    "phrase": (
        {
            "terms": _TERMS,
            "shield": _list(_TERM, "Longer phrases that hold a term and are harmless: the rule leaves them alone."),
            "lead_in": _list(_TERM, "Phrases that introduce a list whose items make the claim."),
            "items": _list(_TERM, "What makes an item of such a list a claim."),
            "values_of": _map(
                _list(_text("A value."), "Values of that rule."),
                "The values of attribute rules that say the same: {consistency/pain: [painless]}. Their terms count as "
                "terms of this rule, and the other values of the attribute as its shield.",
            ),
            "written": _WRITTEN,
            **_EXCUSES,
        },
        ("terms",),
    ),
    "attribute": (
        {
            "attribute": _text("The property these claims are about."),
            "about": _list(
                {"enum": list(PRODUCT_TYPES)},
                "What can have the property: [treatment, device] keeps a cream named in passing out. Any list keeps "
                "conditions out (“tattoos are permanent”).",
            ),
            "values": _map(_TERMS, "Each value of the attribute and the phrases that claim it."),
            "conflicts": _list(
                {"type": "array", "items": _text("A value."), "minItems": 2, "maxItems": 2, "description": "A pair."},
                "Pairs of values that cannot both hold.",
                least=0,
            ),
            "opposite": _map(
                _text("A value."), "What a value denied outright (not “rarely”) claims instead: {painful: painless}."
            ),
            "quantity": _object(
                {
                    "dimension": {"enum": list(DIMENSIONS)},
                    "compare": {"enum": ["overlap", "none"], "description": "overlap: disjoint intervals conflict."},
                    "least": {
                        "type": "integer",
                        "description": "A smaller figure means something else; time is in hours.",
                    },
                    "most": {
                        "type": "integer",
                        "description": "A larger figure means something else; time is in hours.",
                    },
                },
                ("dimension",),
                "What {quantity} measures and how two of them are compared.",
            ),
            "same": _list(_text("A kind of lexicon entry."), "Slots that must agree for two claims to conflict."),
            "shield": _list(_TERM, "Longer phrases that hold a value's phrase and claim nothing: they are left alone."),
            "lead_in": _map(_TERMS, "Phrases before a list that claim the value, with `same` of each item."),
            "silent_when": _SILENT,
            "regardless_of": _list(
                _text("A kind of qualifier."), "Qualifiers that set no two claims apart: [setting]."
            ),
            "within": _WHERE
            | {"description": "How near two claims must stand to conflict; draft unless said otherwise."},
            "reconcile": _text("What would let both statements stand; findings end their advice with it."),
        },
        ("attribute", "values"),
    ),
    "arithmetic": (
        {
            "figures": _map(
                _object(
                    {
                        "terms": _TERMS,
                        "read": {
                            "enum": ["first", "last", "sum", "share", "percent", "rate", "product"],
                            "description": "What the numbers in a phrase come to: their first or last; the sum of "
                            "its counts; the first count in percent of the second; its percentage; a count an hour; "
                            "a count times a price.",
                        },
                    },
                    ("terms", "read"),
                ),
                "Each figure: the phrases that hold it, and how it is read.",
            ),
            "wrong": {
                "type": "array",
                "items": _text("A figure, the relation or the other figure."),
                "minItems": 3,
                "maxItems": 3,
                "description": "What cannot be: [part, exceeds, whole].",
            },
            "tolerance": {"type": "integer", "description": "In percent: 50 lets a figure be half as much again."},
            "within": _WHERE | {"description": "How near the two figures stand; paragraph unless said otherwise."},
            "shield": _list(_TERM, "Longer phrases that hold a figure and mean something else: they are left alone."),
            "silent_when": _SILENT,
        },
        ("figures", "wrong"),
    ),
    "requires": (
        {
            "terms": _TERMS,
            "needs": _list(_TERM, "What must stand beside the claim."),
            "within": _WHERE | {"description": "How near; paragraph unless said otherwise."},
            "linked": _list(_TERM, "What a link beside the claim must say to count as its proof; an address counts."),
            "shield": _list(_TERM, "Longer phrases that hold a term and are harmless: the rule leaves them alone."),
            **_EXCUSES,
        },
        ("terms", "needs"),
    ),
    "substitution": (
        {
            "replace": _map(
                _text("What to write; \\1 stands for a group of the /regular expression/ it replaces."),
                "Words to avoid, and what to write instead.",
            ),
            "unless": _list(_TERM, "Phrases in which the words are right."),
            "written": _WRITTEN,
        },
        ("replace",),
    ),
    "variants": (
        {
            "variants": _list(_list(_text("A spelling."), "Spellings of one term, the usual one first.", 2), "Terms."),
            "only": _map(_TERMS, "Spellings that are the term only within these phrases: {make up: [wear make up]}."),
            "unless": _list(_TERM, "Phrases in which, or right after which, a spelling is not the term's."),
            "forms": _list(
                {"enum": ["joined", "spaced", "capitals"]},
                "What to find without a list: re-growth / regrowth, touch-up kit / touch up kit, GlowUp / Glowup.",
            ),
            "prefixes": _list(_text("A prefix."), "Prefixes that never stand alone: “non invasive” is “non-invasive”."),
        },
        (),
    ),
    "spelling": (
        {
            "known": _list(_WORDS, "Files of correct words."),
            "domain": _list(_WORDS, "Files of correct words of the field."),
            "trade": _list(_WORDS, "Files of words that are frequent in the field."),
            "prefixes": _list(_WORDS, "Files of prefixes that any known word may take."),
            "frequent": _text("A word list, the commonest word first."),
            "misspellings": _text("A file of lines: wrong,right."),
        },
        ("known", "frequent"),
    ),
    "list": (
        {
            "classes": _list(_WORDS, "Files of classes of words, as in frames."),
            "lists": _list(
                _object(
                    {
                        "lead_in": _text("A frame: how the words before a list end, [ and ] round what is quoted."),
                        "items": _text("A frame: how no item of that list may begin, [ and ] round what is reported."),
                    },
                    ("lead_in", "items"),
                ),
                "What does not go together.",
            ),
        },
        ("classes", "lists"),
    ),
    "english": (
        {
            "british": _text("A file of words that only British English spells so."),
            "american": _text("A file of words that only American English spells so."),
        },
        ("british", "american"),
    ),
    "frame": (
        {
            "classes": _list(_WORDS, "Files of classes of words, lines such as “NOUN VERB: face help”."),
            "frames": _list(
                _text("Words, CLASSES and marks, apart; [ and ] round what is reported."), "What is wrong, by classes."
            ),
            "capitals": {"type": "boolean", "description": "true: words with capitals count too, not only for names."},
        },
        ("classes", "frames"),
    ),
    "confusion": (
        {
            "pairs": _list(
                _object(
                    {
                        "wrong": _text("The real word that is out of place."),
                        "right": _text("The word that was meant."),
                        "after": _list(_TERM, "Company right before the word that gives it away."),
                        "before": _list(_TERM, "Company right after it. Without company the words are always wrong."),
                        "unless": _list(_TERM, "Phrases in which the word is right."),
                    },
                    ("wrong", "right"),
                ),
                "Words taken for each other, and the company that gives them away.",
            )
        },
        ("pairs",),
    ),
    "directive": (
        {
            "fault": {
                "enum": ["unreadable", "unknown", "reason", "unclosed", "unused"],
                "description": "What is wrong with a comment that is to hide findings.",
            }
        },
        ("fault",),
    ),
}

# Kinds that hold knowledge for other rules and report nothing themselves.
_SUPPORT: dict[str, tuple[Schema, tuple[str, ...]]] = {
    "lexicon": (
        {
            "type": _text("What the entries are: treatment, condition, area, …; also the name of their slot."),
            "role": {
                "enum": ["subject", "object", "generic", "kind"],
                "description": "subject: claims can be about it. "
                "generic: a word such as “procedure” that stands for the subject at hand. "
                "kind: a plural such as “acids” that means another thing, unless “the” or “our” stands before it.",
            },
            "product_type": {
                "enum": list(PRODUCT_TYPES),
                "description": "What a draft advertises that names these entries in its headings.",
            },
            "entries": _map(
                {
                    "oneOf": [
                        _list(_text("Another name."), "Other names.", 0),
                        _object(
                            {
                                "names": _list(_text("Another name."), "Other names.", 0),
                                "is_a": _text("The broader entry."),
                                "product_type": {
                                    "enum": list(PRODUCT_TYPES),
                                    "description": "Where it differs from the file's.",
                                },
                            },
                            (),
                        ),
                    ]
                },
                "Each entry and its other names.",
            ),
        },
        ("type", "entries"),
    ),
    "market": (
        {
            "code": {"enum": list(JURISDICTIONS), "description": "The market."},
            "name": _text("Its name."),
            "read": _text("When its sources were last read, YYYY-MM-DD.", format="date"),
            "covered": _list(_text("A kind of claim."), "What the rules of this market look for."),
            "not_covered": _list(_text("A kind of claim."), "What they leave to a person."),
        },
        ("code", "name", "read", "covered", "not_covered"),
    ),
    "macros": ({"macros": _map(_TERMS, "Each {name} and the phrases it stands for.")}, ("macros",)),
    "inflection": (
        {
            "irregular": _map(_list(_text("A form."), "Forms."), "Words with irregular endings."),
            "uninflected": _list(_text("A word."), "Words that take no ending."),
        },
        (),
    ),
    "context": (
        {
            "cues": _list(
                _object(
                    {
                        "type": _text(
                            "denied, question, condition, hedged, attributed, myth, comparison, diminished, …"
                        ),
                        "direction": {"enum": ["forward", "backward", "both"], "description": "Which way it reaches."},
                        "scope": {
                            "enum": ["clause", "sentence", "block", "section"],
                            "description": "How far it reaches; section: the headings and list items below a heading.",
                        },
                        "reach": {"type": "integer", "description": "At most this many words away."},
                        "until": _list(_text("A word."), "Words that end its reach, but for the first behind it."),
                        "value": _text(
                            "The value of a qualifier; for a denial “partly” where it leaves something (“rarely”)."
                        ),
                        "phrases": _list(_text("A phrase."), "The cue's wordings."),
                        "pseudo": _list(_text("A phrase."), "Wordings that look like the cue and are not."),
                        "reaches": _list(_text("A text."), "Tests: texts with [[…]] round words in the cue's scope."),
                        "spares": _list(_text("A text."), "Tests: texts with [[…]] round words it leaves alone."),
                    },
                    ("type", "phrases"),
                ),
                "Cues that change how a claim is meant.",
                0,
            ),
            "ends": _list(_text("A phrase."), "Words that end a clause."),
            "examples": _map(
                _list({"enum": list(CONTEXTS)}, "The contexts it stands in, none where it is simply claimed.", 0),
                "Texts with [[…]] round one claim, each with the contexts that claim stands in.",
            ),
        },
        (),
    ),
}

RULE_KINDS = tuple(_KINDS)
SUPPORT_KINDS = tuple(_SUPPORT)


def kind_schema(kind: str) -> Schema:
    """The JSON Schema of a file of `kind`; raises KeyError for a kind that does not exist."""
    if kind in _KINDS:
        own, required = _KINDS[kind]
        return _object({"kind": {"const": kind}, **_COMMON, **own}, ("kind", "message", "examples", *required))
    own, required = _SUPPORT[kind]
    return _object({"kind": {"const": kind}, **own}, ("kind", *required))


def json_schema() -> Schema:
    """The JSON Schema (2020-12) of any rule file, for editors."""
    kinds = (*RULE_KINDS, *SUPPORT_KINDS)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "claimcheck rule file",
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"enum": list(kinds)}},
        "oneOf": [kind_schema(kind) for kind in kinds],
    }
