"""The words with which texts about recordings introduce people, in the commoner languages: data only."""

from __future__ import annotations

from backissue.sources.stated.people import POSTS

_WHO = r"(?:(?:our|my|today's) )?(?:guests?|(?:co-?)?hosts?|speakers?)"
SURE = (
    r"joined (?:\w+ ){0,3}?by",
    rf"{_WHO}(?: (?:this|for|on|today|week|month|episode))* (?:is|are|was|were|included?)",
    r"(?:special|our|my|today's|returning|with) (?:guests?|co-?hosts?)[,:]?",
    r"your hosts?(?: is| are|[,:])?",
    r"my name(?: is|'s)",
    r"zu gast (?:ist|sind|heute|bei uns)(?: \w+){0,2}?",
    r"mein[e]? g[aä]st(?:e)?(?: ist| sind| heute|[,:])",
    r"(?:notre|mon|nos|mes) invité\w*(?: est| sont|[,:])?",
    r"(?:nuestr[oa]s?|mi|mis) invitad\w+(?: es| son|[,:])?",
    r"nos acompañan?",
    r"convidad\w+(?: é| são|[,:])?",
    r"(?:nostr[oia]|mio|mia) ospit[ei](?: è| sono|[,:])?",
    r"(?:onze|mijn) gast(?:en)?(?: is| zijn|[,:])?",
    r"гост(?:ь|и|ья)(?: (?:подкаста|выпуска|эпизода|программы|сегодня))*(?: [-\u2013\u2014]|:)?",
    r"в гостях(?: сегодня| был[аи]?)*(?: [-\u2013\u2014]|:)?",
    r"(?:dagens|vår|veckans|ukens|ugens) (?:gäst|gjest|gæst)(?:er)?(?: är| er|[,:])?",
)
"""What stands before the name of somebody who is on a recording, and before nothing else."""
LIKELY = (
    r"(?:talk|speak|chat|interview)(?:s|ed|ing)?(?: \w+){0,2}? (?:with|to)",
    r"(?:catch up|caught up|sit down|sits down|sat down|spoke|conversation|discussion|q&a)(?: \w+){0,2}? (?:with|to)",
    r"interview(?:s|ed|ing)?",
    r"(?:sprech|sprach|sprich|red|unterh|plauder|gespräch|interview)\w*(?: \w+){0,3}? mit",
    r"(?:discut|parl|échang|entretien|rencontr|recev|reçoi|accueill)\w*(?: \w+){0,2}?(?: avec)?",
    r"(?:habla|charla|convers|entrevist|fala|bate-papo|parl|chiacchier)\w*(?: \w+){0,3}?(?: con| com| a)?",
    r"(?:praat|praten|spreek|spreken|gesprek)\w*(?: \w+){0,3}? met",
    r"(?:pratar|samtal\w*|snakker|taler)(?: \w+){0,2}? (?:med|om)",
)
"""What stands before the name of somebody who is on a recording, and before few other names."""
DOUBTFUL = (r"discuss\w*[^.!?]{1,80}? with", r"welcom\w+(?: back)?", r"hosted by", r"featuring")
"""What stands before the name of somebody who is on a recording, and before that of anything else."""
SURE_BEHIND = (
    r"(?:joins?|joined|(?:is|are) joining)(?: with)? (?:me|us|the (?:show|podcast|hosts?)|\w+ (?:and \w+ )?to)\b",
    r"(?:is|are|was|were) (?:our|my|the|this week's|today's)(?: special)? guests?\b",
    r"and I (?:discuss|talk|chat|speak|sit|explore|dig|dive|cover|go|get|catch|interview|look|recap|answer|break)\b",
    r"your (?:co-?)?hosts?\b",
    r"(?:est|sont) (?:notre|nos|mon) invité",
    r"(?:ist|sind) (?:heute )?(?:bei uns )?zu gast\b",
    r"(?:es|son) nuestr\w+ invitad",
)
LIKELY_BEHIND = (
    r"(?:returns?|stops? by|drops? by|sits? down|is back)\b",
    r"(?:discuss(?:es)?|talks? (?:about|to us|us)|tells? us|walks? us|shares?|explains?)\b",
)
PAIR_TALKS = (
    "talk|chat|discuss|speak|catch up|celebrate|review|answer|recap|sit down|interview|welcome|reflect|look back"
    "|explore|take (?:a|another) (?:look|moment|walk|trip)|dig into|dive into|are (?:back|joined)"
    "|introduce (?:their|this|our)"
    "|sprechen|reden|unterhalten|discutent|parlent|hablan|charlan|conversam|falam|parlano|praten|pratar|snakker"
)
"""What two or more do who are on a recording, and hardly anything else does."""
PAIR_DOES = f"{PAIR_TALKS}|take|look|dive|dig|share|break|return|sit"
"""What two or more do who are on a recording, as others do."""
OCCUPATIONS = POSTS | frozenset(
    "author writer journalist reporter blogger programmer hacker captain creator host co-host cohost student candidate"
    " phd postdoc fellow artist illustrator photographer filmmaker novelist poet musician composer historian economist"
    " psychologist philosopher physicist biologist mathematician statistician teacher educator coach lawyer attorney"
    " physician doctor nurse activist organizer organiser contributor expert specialist executive owner entrepreneur"
    " investor veteran lead leader head administrator sysadmin strategist podcaster speaker trainer mentor scholar"
    " autor autora autorin auteur autrice professora professeur professeure ingenieur ingénieur ingeniero ingeniera"
    " engenheiro engenheira entwickler entwicklerin développeur développeuse desarrollador desarrolladora".split()
)
LEADS = OCCUPATIONS | frozenset(
    "our my his her their the a an both friend friends colleague colleagues guest guests host hosts co co-hosts special"
    " longtime fellow returning dear good great none other than today's dr prof professor mr ms mrs sir nosso nossa"
    " nostro amigo amiga amico unser unserem notre nuestro onze vår dois duas zwei deux".split()
)
"""Words between such words and a name."""
VERBS = (
    "explains|explained|shares|shared|tells|told|talks|talked|says|said|walks|describes|described|discusses|discussed"
    "|returns|joins|gives|offers|reveals|argues|reflects|recalls|thinks|believes|learns|learned|learnt|points|breaks"
    "|takes us|goes|works|worked|started|built|created|wrote|led|leads|runs|teaches|conta|fala|raconte|explique|cuenta"
    "|erzählt|berichtet|spricht|vertelt|berättar|forteller"
)
"""What people do who are called by one of their names."""
IS = "is|was|leads|led|works|worked|runs|founded|cofounded|co-founded|created|writes|teaches|builds|has been|has worked"
"""What stands between a name and what somebody is or does."""
