"""The words of a language that say how others belong together, and tell nothing by themselves."""

from __future__ import annotations

FUNCTION_WORDS = frozenset(
    "a about above across after again against all almost alone along already also although always am among an and"
    " any anyone anything are aren't around as at away back be became because become becomes been before behind"
    " being below between both but by came can can't cannot come could couldn't did didn't do does doesn't doing"
    " don't done down due during each either else enough etc even ever every everyone everything few first for from"
    " further get gets getting give given go goes going gone got had has hasn't have haven't having he hence her"
    " here here's herself him himself his how however i i'd i'll i'm i've if in including indeed instead into is"
    " isn't it it's its itself just kind know last least less let let's like likely lot made mainly make makes"
    " making many may maybe me might mine more moreover most mostly much must my myself near need needs neither"
    " never next no nobody none nor not nothing now of off often oh okay on once one only onto or other others"
    " otherwise ought our ours out over own per perhaps put quite rather really right said same say says second see"
    " seem seems seen several shall she should show shows since so some someone something somewhat soon still such"
    " take taken takes than that that's the their theirs them themselves then there there's therefore these they"
    " they're thing things this those though three through throughout thus to today together too toward towards two"
    " under until up upon us use used uses using very via want was wasn't way we we'll we're we've well went were"
    " weren't what what's whatever when where whereas whether which while who whole whom whose why will with within"
    " without won't would wouldn't yeah yes yet you you're you've your yours yourself".split()
)
"""The closed classes of English: words that say how others belong together. They begin, end or make no term."""
