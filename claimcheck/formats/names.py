"""Names: of elements, attributes and fields, and what they say of the words in them."""

from __future__ import annotations

HEADINGS = {f"h{level}": level for level in range(1, 7)}
QUIET = frozenset(  # what stands in these is no prose
    {"audio", "canvas", "code", "datalist", "iframe", "kbd", "math", "noembed", "noframes", "noscript", "object", "pre"}
    | {"samp", "script", "select", "style", "svg", "template", "textarea", "video", "xmp"}
)
INVISIBLE = frozenset({"noscript", "script", "style", "template"})  # and these leave no gap in a sentence
INLINE = INVISIBLE | frozenset(  # these break neither a sentence nor a word
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input"}
    | {"ins", "kbd", "label", "link", "mark", "meta", "q", "s", "samp", "small", "span", "strike", "strong", "sub"}
    | {"sup", "svg", "time", "tt", "u", "var", "wbr"}
)
_ATTRIBUTES = frozenset({"alt", "title", "arialabel", "ariadescription"})
_NO_TITLE = frozenset({"iframe", "link", "script", "style"})

_FIELDS = frozenset(  # in front matter
    {"title", "description", "summary", "subtitle", "headline", "excerpt", "seotitle", "metadescription"}
    | {"alt", "caption", "tagline", "slogan", "subheadline", "heading", "subheading", "standfirst", "lead", "lede"}
    | {"intro", "introduction", "teaser", "blurb", "abstract", "hook", "cta", "quote", "testimonial", "review"}
    | {"metatitle", "seodescription", "ogtitle", "ogdescription", "twittertitle", "twitterdescription"}
    | {"socialtitle", "socialdescription", "keywords", "metakeywords", "hashtags", "imagealt", "alttext"}
    | {"imagecaption", "product", "productname", "productdescription", "treatment", "treatmentname", "linktitle"}
    | {"pagetitle", "question", "answer", "body", "text", "copy", "ctatext", "buttontext"}
)
_PROPS = (_FIELDS | _ATTRIBUTES | {"label", "message", "content", "footnote"}) - {"product", "treatment"}


def plain(name: str) -> str:
    """A name as it is compared: in lower case, without hyphens and underscores."""
    return name.lower().replace("-", "").replace("_", "")


def is_copy_field(name: str) -> bool:
    """Whether a field of front matter with this plain name holds copy."""
    return name in _FIELDS


def is_copy_prop(name: str) -> bool:
    """Whether a component or shortcode shows what it is given under this name."""
    return plain(name) in _PROPS


def is_copy_attribute(element: str, name: str) -> bool:
    """Whether the attribute is shown or read out; `element` may be the name of a component."""
    if "-" in element or "." in element or element[:1].isupper():
        return is_copy_prop(name)
    return plain(name) in _ATTRIBUTES and not (name == "title" and element in _NO_TITLE)
