"""Languages by their tags: how they are written, in which direction, and what their speakers call them."""

from __future__ import annotations

from collections.abc import Mapping

_NAMES = """
ar:العربية:Arabic bg:Български:Bulgarian bn:বাংলা:Bengali ca:Català:Catalan cs:Čeština:Czech da:Dansk:Danish
de:Deutsch:German el:Ελληνικά:Greek en:English:English eo:Esperanto:Esperanto es:Español:Spanish et:Eesti:Estonian
eu:Euskara:Basque fa:فارسی:Persian fi:Suomi:Finnish fr:Français:French ga:Gaeilge:Irish gl:Galego:Galician
he:עברית:Hebrew hi:हिन्दी:Hindi hr:Hrvatski:Croatian hu:Magyar:Hungarian id:Indonesia:Indonesian is:Íslenska:Icelandic
it:Italiano:Italian ja:日本語:Japanese ka:ქართული:Georgian ko:한국어:Korean lt:Lietuvių:Lithuanian lv:Latviešu:Latvian
mk:Македонски:Macedonian ml:മലയാളം:Malayalam ms:Melayu:Malay nb:Bokmål:Norwegian nl:Nederlands:Dutch
nn:Nynorsk:Nynorsk no:Norsk:Norwegian pl:Polski:Polish pt:Português:Portuguese ro:Română:Romanian ru:Русский:Russian
sk:Slovenčina:Slovak sl:Slovenščina:Slovenian sq:Shqip:Albanian sr:Српски:Serbian sv:Svenska:Swedish
sw:Kiswahili:Swahili ta:தமிழ்:Tamil te:తెలుగు:Telugu th:ไทย:Thai tr:Türkçe:Turkish uk:Українська:Ukrainian ur:اردو:Urdu
vi:Tiếng-Việt:Vietnamese zh:中文:Chinese
"""
"""The tag of a language, its name in itself, and in English."""
_KNOWN: Mapping[str, tuple[str, str]] = {
    tag: (own.replace("-", " "), name) for tag, own, name in (entry.split(":") for entry in _NAMES.split())
}
_BY_NAME = {name.casefold(): tag for tag, names in _KNOWN.items() for name in reversed(names)}
_FROM_THE_RIGHT = frozenset({"ar", "fa", "he", "ur", "yi", "ps", "dv"})
_SUBTAGS = {2: str.upper, 4: str.capitalize}
"""How the parts of a tag behind the first are written, by their length: regions and scripts (RFC 5646, 2.1.1)."""


def parse_language(text: str) -> str | None:
    """Return a tag of a language as BCP 47 writes it.

    >>> parse_language("DE"), parse_language("pt_BR"), parse_language("zh-hans-cn"), parse_language("German")
    ('de', 'pt-BR', 'zh-Hans-CN', None)
    """
    first, *rest = text.strip().replace("_", "-").split("-")
    parts = [first.lower(), *(_SUBTAGS.get(len(part), str.lower)(part) for part in rest)]
    is_tag = len(first) in {2, 3} and first.isalpha() and all(0 < len(part) <= 8 and part.isalnum() for part in parts)
    return "-".join(parts) if is_tag and text.isascii() else None


def find_language(text: str) -> str:
    """Return the tag of the language that a source names, by its tag or its name; empty where it is unknown.

    >>> find_language("en_US.UTF-8"), find_language("Deutsch"), find_language("german"), find_language("Klingon")
    ('en-US', 'de', 'de', '')
    """
    bare = text.strip().partition(".")[0]
    tag = _BY_NAME.get(bare.casefold()) or parse_language(bare) or ""
    return tag if tag.partition("-")[0] in _KNOWN else ""


def language_name(tag: str) -> str:
    """Return what its speakers call a language, with its region where it has one; the tag of an unknown one.

    >>> language_name("de"), language_name("pt-BR"), language_name("xx")
    ('Deutsch', 'Português (BR)', 'xx')
    """
    first, _, rest = tag.partition("-")
    name = _KNOWN.get(first, (tag, ""))[0]
    return f"{name} ({rest})" if rest and name != tag else name


def direction(tag: str) -> str:
    """Return ``rtl`` for a language that is written from right to left, else nothing."""
    return "rtl" if tag.partition("-")[0] in _FROM_THE_RIGHT else ""
