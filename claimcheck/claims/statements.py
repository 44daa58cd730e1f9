"""Statements: the sentences that a reader makes of a question with its short answer, or of a label with its value.

"Does it hurt? No." says that it does not hurt; "Downtime: none" that there is no downtime. Only what a few function
words of English settle is turned round; where they do not, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_LONGEST = 6  # words of a value; a longer one is a sentence and says for itself what it means
_TAIL = 4  # words behind "no" or "yes", marks included
_DENIAL = re.compile(
    r"(?:(?:absolutely|definitely|certainly|of course|simply|really) )?(?:no|nope|none|never|nil|zero|not(?= at all))"
    r"(?: at all| whatsoever| way)?(?=\s*(?:[,;.!-]|$))"
    r"|(?:absolutely|definitely|certainly|of course) not(?=\s*[,;.!-]|$)"
)
_CONSENT = re.compile(
    r"(?:yes|yep|yeah|absolutely|definitely|certainly|of course|completely|totally|100 ?%)(?=\s*(?:[,;.!-]|$))"
)
_SOFTENED = re.compile(
    r"\b(?:but|although|though|however|unless|if|when|usually|generally|normally|typically|mostly|most|some|sometimes|"
    r"only|except|depend\w*|not(?! at all)|almost|virtually|nearly|may|might|can|could|rarely|often|provided|after|"
    r"until|yet|with|without|as|while|whilst|because|than|rather|quite)\b"
)
_AMOUNT = re.compile(
    r"(?:about |around |approx(?:imately|\.)? |roughly |up to |at least |from |between |under |over |less than |"
    r"more than |usually |typically |only |just |very |as little as )?"
    r"(?:[1-9]\d*(?! ?%)|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|half an?|an?) "
    r"(?:(?:to|or) \w+ )?(?:few |couple )?(?:of )?(?:minute|hour|day|week|fortnight|month|year|session|treatment)s?\b|"
    r"none\b|nil\b|zero\b|minimal\b|mild|low\b|moderate|little\b|slight|severe|rare|common|possible|immediate|"
    r"permanent|temporary|lifelong|forever|reversible|irreversible|"
    r"(?:not )?(?:required|necessary|needed|expected|recommended)\b)"
)
_STRONG = ("absolutely", "completely", "totally", "definitely", "certainly")
_AUXILIARIES = frozenset(
    "is are was were do does did can could will would may might should has have need".split()
) | frozenset("isn't aren't don't doesn't won't can't".split())
_DENYING = {"isn't": "is", "aren't": "are", "don't": "do", "doesn't": "does", "won't": "will", "can't": "can"}
_PRONOUNS = frozenset("it there i you they this that these those we".split())
_DETERMINERS = frozenset("the this that a an my your our any these those such".split())
_LINKS = frozenset(("of", "from", "with", "after"))
_TURNED = {"i": "you", "my": "your", "am": "are", "me": "you", "we": "you", "our": "your"}

Reach = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a short answer says: "no", "yes" or an amount, and how many of its characters say it."""

    says: str
    words: str
    length: int


def answer(sentence: str) -> Answer | None:
    """What a sentence (normalised) says as the answer to a question; None where it is not short and plain."""
    for says, pattern in (("no", _DENIAL), ("yes", _CONSENT)):
        found = pattern.match(sentence)
        if found:
            whole, rest = sentence.rstrip(" .!\"'"), sentence[found.end() :]
            if _SOFTENED.search(rest) or len(rest.split()) > _TAIL:
                return None  # softened, or a sentence that says for itself what it means
            return Answer(says, whole, len(whole))
    value = sentence.rstrip(" .!")
    if is_amount(value) and "?" not in value:
        return Answer("amount", value, len(value))
    return None


def is_amount(words: str) -> bool:
    """Whether a few words say how much, how many or how long."""
    return len(words.split()) <= _LONGEST and _AMOUNT.match(words) is not None


def labelled(label: str, value: str) -> Iterator[str]:
    """The sentences that a label and its value stand for: "sessions" and "3" are 3 sessions."""
    value = value.strip(" .!")
    if found := _DENIAL.match(value):
        if found.end() == len(value):
            yield f"there is no {label}"
            yield f"it is not {label}"
    elif found := _CONSENT.match(value):
        if found.end() == len(value):
            yield f"there is {label}"
            yield f"it is {label}"
    elif is_amount(value):
        verb = "are" if label.endswith("s") and not label.endswith("ss") else "is"
        yield f"{value} {label}"
        yield f"{label} {value}"
        yield f"{label} {verb} {value}"
        if value[0].isdigit():
            yield f"you need {value} {label}"


def answered(question: Sequence[str], said: Answer, reach: Reach) -> Iterator[str]:
    """The sentences that the words of a question and its answer stand for.

    `reach` tells for the number of a word where a name that begins there ends (the same number where none does).
    """
    words = list(question)
    if not words or "or" in words:
        return
    if words[0] in _AUXILIARIES:
        yield from _decided(words, said, reach)
    elif words[0] == "how" and len(words) > 3:
        yield from _measured(words, said, reach)
    elif words[:2] in (["what", "is"], ["what", "are"], ["what's", "the"]):
        yield from _named(words[2:], said)
    elif len(words) <= 4:
        yield from _named(words, said)


def _named(words: Sequence[str], said: Answer) -> Iterator[str]:
    label = " ".join(word for word in words if word not in _DETERMINERS)
    yield from labelled(label, {"no": "no", "yes": "yes"}.get(said.says, said.words))


def _decided(words: Sequence[str], said: Answer, reach: Reach) -> Iterator[str]:
    """The statement of a question that asks for yes or no."""
    verb, end = _DENYING.get(words[0], words[0]), _noun(words, 1, reach)
    subject, rest = _turned(words[1:end]), _turned(words[end:])
    if not rest or said.says == "amount":
        return
    if subject == "there":
        thing = re.sub(r"^(?:any|an?|some) ", "", rest)
        yield f"there {verb} no {thing}" if said.says != "yes" else f"there {verb} {thing}"
        return
    if subject == "you" and verb == "am":
        verb = "are"
    if said.says != "yes":
        yield f"{subject} {verb} not {rest}"
    elif verb in ("do", "does"):
        first, _, more = rest.partition(" ")
        yield f"{subject} {first}{'s' if verb == 'does' else ''} {more}".rstrip()
    else:
        strong = [word for word in _STRONG if said.words.startswith(word)] + ["100%"] * ("100%" in said.words)
        yield f"{subject} {verb} {' '.join([*strong[-1:], rest])}"


def _measured(words: Sequence[str], said: Answer, reach: Reach) -> Iterator[str]:
    """The statement of a question that asks how long, how many or how painful."""
    at = next((at for at, word in enumerate(words) if at > 1 and word in _AUXILIARIES), 0)
    if not at:
        return
    verb, end = words[at], _noun(words, at + 1, reach)
    subject, rest = _turned(words[at + 1 : end]), _turned(words[end:])
    asked = " ".join(words[2:at])
    if words[1] in ("long", "often") and said.says == "amount" and not asked:
        if verb == "does" and rest:
            rest = re.sub(r"^\w+", r"\g<0>s", rest)
        yield " ".join(filter(None, (subject, "" if verb in ("do", "does") else verb, rest, said.words)))
    elif words[1] in ("many", "much") and asked:
        amount = "no" if said.says == "no" else said.words
        if said.says != "yes":
            thing = "" if amount.split()[-1] in asked.split() else asked
            plain = "" if verb in ("do", "does") else verb
            yield " ".join(filter(None, (subject, plain, rest, amount, thing)))
    elif said.says == "no" and at == 2:
        yield " ".join(filter(None, (subject, verb, "not", words[1], rest)))


def _noun(words: Sequence[str], at: int, reach: Reach) -> int:
    """Where the noun phrase that begins at word `at` ends."""
    if at >= len(words):
        return at
    if words[at] in _PRONOUNS and (at + 1 == len(words) or words[at] not in _DETERMINERS or reach(at + 1) == at + 1):
        return at + 1
    while at + 1 < len(words) and words[at] in _DETERMINERS and reach(at) == at:
        at += 1
    end = max(reach(at), at + 1)
    while end < len(words) and reach(end) > end:
        end = reach(end)
    if end + 1 < len(words) and words[end] in _LINKS:
        return _noun(words, end + 1, reach)
    return end


def _turned(words: Sequence[str]) -> str:
    """The words as the other person says them: "my skin" is your skin."""
    return " ".join(_TURNED.get(word, word) for word in words)
