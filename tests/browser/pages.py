"""The pages that stand for their kinds, by their paths below the site's own."""

PAPERS = (
    "weeks/2023-03-26/reflexion-language-agents-with-verbal-reinforcement-learning/",
    "weeks/2023-01-08/stitchnet-composing-neural-networks-from-pre-trained-fragments/",
)
PAPER = PAPERS[0]
TRANSCRIPT = "weeks/2023-03-19/ml-news-gpt-4-rumors-and-samsungs-moon/"
SESSION = "weeks/2024-01-21/ai-phi-8th-session-aemotional-understanding/"
SUMMARY = "undated/safety-in-numbers-keeping-ai-open/"

KINDS_OF_PAGE = (
    "",
    "weeks/",
    "weeks/missing/",
    "weeks/2023-03-26/",
    "years/",
    "years/2023/",
    "topics/",
    "topics/machine-learning/",
    "topics/economics/",
    "papers/",
    "transcripts/",
    "summaries/",
    "sessions/",
    "undated/",
    SUMMARY,
    PAPER,
    TRANSCRIPT,
    SESSION,
    "people/",
    "people/yannic-kilcher/",
    "about/",
    "browse/",
    "follow/",
    "numbers/",
    "downloads/",
    "search/",
    "reading-list/",
)
