"""Drafts for benchmarks: varied Markdown of about 9.7 KB each, the same for the same seed."""

from __future__ import annotations

import random

_TREATMENTS = (
    "microneedling", "a chemical peel", "laser hair removal", "dermaplaning", "HydraFacial", "a thread lift",
    "LED light therapy", "microdermabrasion", "fat freezing", "a vitamin C serum", "RF skin tightening",
    "the night cream",
)  # fmt: skip
_AREAS = ("face", "neck", "hands", "décolletage", "jawline", "forehead", "upper arms", "stomach", "back", "eye area")
_CONCERNS = (
    "fine lines",
    "acne scars",
    "dull skin",
    "enlarged pores",
    "dark spots",
    "stretch marks",
    "dryness",
    "redness",
)
_ROOMS = ("studio", "clinic", "salon", "practice", "treatment room", "spa")
_PEOPLE = (
    "Our therapist",
    "The nurse",
    "Your practitioner",
    "A dermatologist",
    "The team",
    "Our doctor",
    "The aesthetician",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_TOWNS = ("Leeds", "Galway", "Perth", "Toronto", "Austin", "Porto", "Ghent", "Bergen", "Lyon", "Cork")
_NAMES = ("Ada", "Bruno", "Carla", "Dina", "Emil", "Farah", "Greta", "Hugo", "Ines", "Jonas", "Kaia", "Leo", "Mira",
          "Noor", "Otto", "Pia", "Quinn", "Rosa", "Sven", "Tara", "Uma", "Vera", "Wim", "Xenia", "Yara",
          "Zeno")  # fmt: skip
_TAILS = (
    "", "", "", "", ", as {name} likes to say", ", and {name} agrees", ", which {name} noted in the spring of {year}",
    ", says {name} from {town}", " ({name}, {town}, {year})", ", even on a {day} in {town}", ", more or less",
    ", so {name} keeps a list", ", if {name} remembers the autumn of {year} well", " – ask {name} in the {room}",
)  # fmt: skip
_PLAIN = (
    "{people} will talk you through every step before we begin.",
    "We open at {n} on {day} and close when the last guest has left.",
    "The {room} is a short walk from the station in {town}, with parking behind the building.",
    "Many guests in {town} combine {t} with a quiet hour in the garden.",
    "Bring a scarf or a hat, because the {area} can be sensitive to wind and cold.",
    "Drink water, eat something light and arrive {n} minutes early.",
    "{people} trained for {n} years and still attends courses every autumn.",
    "The {area} is cleaned, dried and covered with a soft cloth.",
    "After that, a light oil is warmed between the palms and pressed into the {area}.",
    "You can book by telephone, by e-mail or at the desk in the {room}.",
    "Every season brings new colours, and the {room} in {town} follows them.",
    "A gift card is valid in every {room} and may be spent on any product.",
    "Most of what we use comes in glass, which we collect and send back to the maker.",
    "Readers often write to us about the light in the {room}, and we are glad of every letter.",
    "Take a photograph in daylight, so that you can compare it in {n} weeks.",
    "A calm routine in the evening does more than ten jars on a shelf.",
    "{people} writes the plan by hand and keeps a copy in the {room}.",
    "Our story began in {town} with one chair, a kettle and a long list of ideas.",
    "The bottle holds {n} ml, enough for about {n} evenings.",
    "Please tell {people} about medication, allergies and earlier visits.",
    "A towel, a lamp and a good chair are all that {t} takes.",
    "The first visit is longer, since there is so much to talk about.",
)
_CUES = (
    "{T} may help with the look of {concern} on the {area}.",
    "The session takes about {n} minutes, and most people go back to work on {day}.",
    "Results can last for {n} to {m} months, depending on your skin.",
    "Is {t} painful? Most guests describe a mild tingling.",
    "Some redness is normal and fades within {n} hours.",
    "We recommend {n} sessions for {concern}, four weeks apart.",
    "{T} is not suitable during pregnancy or with an open wound.",
    "You will notice the first change after {n} days.",
    "It does not replace a visit to a dermatologist for {concern}.",
    "Unlike surgery, {t} leaves no stitches.",
    "{T} costs from ${n}0 for the {area}.",
    "If you have sensitive skin, ask for a patch test {n} days before.",
    "{people} often recommends {t} for {concern}.",
    "Downtime is short: plan {n} days without make-up.",
)
_HEADINGS = ("What to expect", "How {t} works", "Who is it for?", "Before your visit", "Aftercare for the {area}",
             "Prices", "Questions about {concern}", "Our {room} in {town}", "Is {t} right for me?",
             "At home")  # fmt: skip


def drafts(count: int, seed: int = 7, size: int = 9700) -> list[str]:
    """`count` Markdown drafts of about `size` characters; a third of the sentences carry a cue."""
    rng = random.Random(seed)
    return [_draft(rng, size) for _ in range(count)]


def _draft(rng: random.Random, size: int) -> str:
    topic = rng.choice(_TREATMENTS)
    parts = [f"---\ntitle: {_fill('All about {t}', rng, topic)}\n---\n\n# {_fill('{T} in {town}', rng, topic)}\n"]
    length = 0
    while length < size:
        kind = rng.random()
        if kind < 0.15:
            part = f"## {_fill(rng.choice(_HEADINGS), rng, topic)}\n"
        elif kind < 0.3:
            part = "".join(f"- {_sentence(rng, topic)}\n" for _ in range(rng.randint(3, 6)))
        else:
            part = " ".join(_sentence(rng, topic) for _ in range(rng.randint(3, 7))) + "\n"
        parts.append(part)
        length += len(part)
    return "\n".join(parts)


def _sentence(rng: random.Random, topic: str) -> str:
    template = rng.choice(_CUES if rng.random() < 0.37 else _PLAIN)
    if template.endswith("."):
        template = template[:-1] + rng.choice(_TAILS) + "."
    sentence = _fill(template, rng, topic)
    if rng.random() < 0.1:
        word = rng.choice(sentence.split())
        sentence = sentence.replace(word, f"**{word}**", 1)
    return sentence


def _fill(template: str, rng: random.Random, topic: str) -> str:
    low = rng.randint(2, 30)
    filled = template.format(
        t=topic, T=topic[0].upper() + topic[1:], area=rng.choice(_AREAS), concern=rng.choice(_CONCERNS),
        room=rng.choice(_ROOMS), people=rng.choice(_PEOPLE), day=rng.choice(_DAYS), town=rng.choice(_TOWNS),
        n=low, m=low + rng.randint(1, 12), name=rng.choice(_NAMES), year=rng.randint(1990, 2025),
    )  # fmt: skip
    return filled[0].upper() + filled[1:]


PLAIN_DRAFT = """# A morning in the garden

The kettle sings, the window is open and somebody laughs in the street below.
We walk to the market, buy bread and come home the long way round.
"""
