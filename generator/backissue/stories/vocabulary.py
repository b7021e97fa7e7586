"""Words that the rules of :mod:`~backissue.stories.phrases` are made of, as parts of patterns."""

from __future__ import annotations

STORY = r"(?:story|stories|news|item|topic|headline|segment|subject)"
"""What a piece of news is called."""

WORK = (
    r"(?:papers?|articles?|posts?|blogs?|entry|models?|librar(?:y|ies)|data ?sets?|tools?|benchmarks?|frameworks?|"
    r"packages?|plug-?ins?|courses?|stud(?:y|ies)|reports?|projects?|threads?|series|demos?|releases?|versions?|"
    r"methods?|systems?|languages?|apps?|bills?|laws?|books?|videos?|proposals?|formats?|services?|techniques?|"
    r"generators?|loaders?)"
)
"""What news are about: works that someone brings out."""

ORDER = r"(?:first|second|third|fourth|fifth|sixth|next|last|final)"

TELLS = (
    r"(?<!\bto )(?:announc(?:es?|ed|ing)|releas(?:es?|ed|ing)|introduc(?:es?|ed|ing)|propos(?:es?|ed|ing)|"
    r"open[- ]?sourc(?:es?|ed|ing)|(?:launch|publish|push|develop|discover|present|report|reveal|unveil|acquir|confirm|"
    r"warn|tweet|post|join|rais|merg|vot|receiv|partner|pair)(?:s|es|ed|ing)|(?:present|report|reveal|unveil|launch|"
    r"publish)|wins?|won|buys?|bought|su(?:es?|ed)|writes?|wrote|written|bans?|banned|shuts?|files?|filed|made|built|"
    r"found|put out|came (?:out|up)|brought)"
)
"""The verbs that news are told with, after those who do so."""

SUBJECT = (
    r"(?!(?:i|you|he|she|it|we|they|this|that|these|those|there|here|if|when|as|because|which|who|what|how)\b)"
    r"(?:(?!(?:i|you|he|she|it|we|they|that|which|who|is|are|was|were|be|have|has|had|if|when|because|can|will)\b)\S+ )"
)
"""A word of a subject, to be repeated: no pronoun, no verb and nothing that begins another clause."""
