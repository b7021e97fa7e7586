"""The keys and values by which sources say that not everybody may read a text, folded as keys are: data only."""

from __future__ import annotations

from collections.abc import Mapping

YES = frozenset("true yes on 1 y t".split())
NO = frozenset("false no off 0 n f".split())

CLOSED_IF_YES = frozenset(
    "draft isdraft unlisted private isprivate hidden ishidden headless deleted isdeleted trashed unpublished"
    " eleventyexcludefromcollections isunlisted".split()
)
"""Keys that keep a text back where they say yes."""
CLOSED_IF_NO = frozenset(
    "published ispublished publish public ispublic dgpublish listed list render output permalink visible"
    " isvisible".split()
)
"""Keys that keep a text back where they say no: of Jekyll, Obsidian, Substack, Zola, Eleventy."""
CLOSED_IF_FILLED = frozenset("password postpassword passwordhash".split())
"""Keys that keep a text back where they say anything."""
CLOSED_VALUES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        ("status", "poststatus", "state", "publishstatus", "publicationstatus"),
        frozenset(
            "draft drafts autodraft private pending pendingreview protected password hidden unlisted unpublished skip"
            " softtrashed trash trashed deleted".split()
        ),
    ),
    **dict.fromkeys(("visibility", "access", "privacy"), frozenset("private hidden draft unlisted password".split())),
    **dict.fromkeys(("render", "list"), frozenset({"never"})),
    "availability": frozenset({"private", "unlisted", "needsauth"}),
    "emailtype": frozenset({"private", "hidden"}),
}
"""The values of keys that keep a text back, folded as keys are."""
TRASH = frozenset("trash trashed softtrashed deleted".split())
"""What a status says of a text that its maker threw away."""
DRAFT_FOLDERS = frozenset(
    "draft drafts unpublished wip entwurf entwürfe brouillon brouillons borrador borradores rascunhos bozze concepten"
    " utkast черновики 草稿 下書き".split()
)
"""Names of folders of texts that are not done."""
WAITING = frozenset({"future", "scheduled"})
"""What a status says of a text that comes out on its day."""
PAID_VALUES: Mapping[str, frozenset[str]] = dict.fromkeys(
    (
        "visibility",
        "audience",
        "access",
        "emailtype",
        "tier",
        "contenttier",
        "webaudience",
        "emailaudience",
        "availability",
    ),
    frozenset(
        "paid onlypaid paidonly premium premiumonly members membersonly member tiers filter subscribers subscribersonly"
        " subscriberonly"
        " founding onlyfounding onlyfree paying patrons patronsonly supporters churned".split()
    ),
)
PAID_IF_YES = frozenset(
    "premium ispremium ispaid paidonly membersonly subscribersonly paywall paywalled patronsonly".split()
)
DAYS_TO_COME = frozenset(
    "publishdate publish publishon publishafter scheduledfor scheduledat golive goliveat embargo embargountil".split()
)
"""Keys of the day from which a text may be read, whatever its own day is."""
OWN_DAYS = frozenset(
    "date published publishedat publishedon pubdate pubdatetime postdate datepublished postdategmt".split()
)
"""Keys of a text's own day: one that lies ahead is the day from which it may be read."""
EXPIRED = frozenset("expirydate expires expireson expiryon unpublishdate unpublishon".split())
"""Keys of a day from which on a text may not be read any more, as Hugo has it; it counts on the day of the import."""
SENT = frozenset(
    "sent sentat senton senddate sendtime senttime sendat emailsentat publishedat publishedon publishdate"
    " publisheddate publishedtime postdate datepublished".split()
)
"""Keys of the time at which a text went out: where other texts have one, a text without any day never did."""
BUILT = frozenset({"build"})
"""Keys of Hugo that hold others: `build: {render: never}`."""
NO_POSTS = frozenset(
    "page attachment revision navmenuitem customcss customizechangeset oembedcache userrequest wpblock wptemplate"
    " wptemplatepart wpglobalstyles wpnavigation comment settings template".split()
)
"""What the type of an entry says of one that is no post."""
OPEN_VALUES = frozenset(
    "public publish published everyone everybody all free both sent live confirmed imported post newsletter podcast"
    " thread video issue article".split()
)
"""What says of a text that everybody may read it, or that it is a post."""
TYPES = frozenset({"type", "posttype"})
TABLE_KEYS = (
    CLOSED_IF_YES | CLOSED_IF_NO | CLOSED_IF_FILLED | CLOSED_VALUES.keys() | PAID_VALUES.keys() | PAID_IF_YES | TYPES
) - {"permalink", "output", "render", "list", "state", "published", "publish", "access", "type"}
"""Keys that columns of a table may have which are for this alone."""
HEAD_KEYS = (
    CLOSED_IF_YES
    | CLOSED_IF_NO
    | CLOSED_IF_FILLED
    | CLOSED_VALUES.keys()
    | PAID_VALUES.keys()
    | PAID_IF_YES
    | DAYS_TO_COME
    | EXPIRED
    | BUILT
)
"""All keys that are read here."""
