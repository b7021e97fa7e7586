"""What the keys of a head mean, in all the dialects of heads: one mapping, as data.

A key counts without its case and without the marks in it, so that ``pubDate``, ``pub_date`` and ``Pub-Date`` are one.
"""

from __future__ import annotations

from collections.abc import Mapping

from backissue.sources.heads.standing_keys import HEAD_KEYS
from backissue.text import fold_key

# The commonest keys in other languages; "data" and "tag" mean other things elsewhere.
_TITLES = ("titel", "titre", "título", "titulo", "titolo", "название", "заголовок", "标题", "タイトル")
_DAYS = ("datum", "fecha", "дата", "日期", "日付", "veröffentlicht", "erscheinungsdatum")
_AUTHORS = ("autor", "autorin", "autoren", "auteur", "auteurs", "autore", "autores", "автор", "авторы", "作者", "著者")
_SPEAKERS = (
    *("gast", "gäste", "sprecher", "sprecherin", "vortragende", "moderatorin"),
    *("invité", "invitée", "invités", "intervenant", "intervenante", "intervenants", "animateur", "animatrice"),
    *("invitado", "invitada", "invitados", "invitadas", "ponente", "ponentes", "presentador", "presentadora"),
    *("convidado", "convidada", "convidados", "convidadas", "ospite", "ospiti", "gasten", "gäster", "gjest", "gjester"),
    *("гость", "гости", "ведущий", "ведущие", "спикер", "спикеры", "докладчик", "докладчики"),
    *("嘉宾", "主持人", "出演者", "登壇者", "ゲスト", "司会"),
)
_TAGS = (
    *("schlagworte", "schlagwörter", "stichworte", "kategorie", "kategorien", "thema", "themen", "catégorie"),
    *("catégories", "etiquetas", "categoría", "categorías", "теги", "标签", "タグ"),
)

KEYS: Mapping[str, tuple[str, ...]] = {
    "title": (
        *("title", "headline", "subject", "talktitle", "episodetitle", "webtitle", "websitetitle", "posttitle"),
        *("emailsubjectline", "emailsubject", "subjectline", *_TITLES),
    ),
    "day": (
        *("date", "published", "publishdate", "pubdate", "pubdatetime", "publishedat", "publishedon"),
        *("datepublished", "publicationdate", "publishedtime", "dateposted", "posted", "postdate", "sentat", "sent"),
        *("airdate", "airedon", "releasedate", "released", "recorded", "recordedat", "recordedon", "recordingdate"),
        *("uploaddate", "uploaded", "uploadedat", "eventdate", "talkdate", "meetingdate", "issuedate", "week"),
        *(
            "publisheddate",
            "displaydate",
            "displayeddate",
            "sendtime",
            "senttime",
            "senddate",
            "sendat",
            "emailsentat",
            "startedat",
        ),
        *("dategmt", "when", "aired", "posteddate", "planned", "startdate", "startsat", "datetime", *_DAYS),
    ),
    "speakers": (
        *("speakers", "speaker", "host", "hosts", "cohost", "cohosts", "guest", "guests", "people", "presenter"),
        *(
            "presenters",
            "participants",
            "panelists",
            "interviewer",
            "interviewee",
            "lecturer",
            "lecturers",
            "presentedby",
            "moderator",
            "attendees",
            "actorids",
            "starring",
            "performers",
            "castmembers",
            "panel",
            "panelist",
            "keynotespeaker",
            "keynotespeakers",
            "interviewees",
            "interviewers",
            "cospeakers",
            *_SPEAKERS,
        ),
    ),
    "authors": (
        "author",
        "authors",
        "byline",
        "by",
        "creator",
        "creators",
        "writer",
        "writers",
        "writtenby",
        "editor",
        "editors",
        "channel",
        "uploader",
        "contributor",
        "contributors",
        *_AUTHORS,
    ),
    "topics": (
        *("tags", "tag", "topics", "topic", "categories", "category", "keywords", "subjects", "filetags", *_TAGS),
        *("contenttags", "taglist", "posttags", "labels"),
    ),
    "video": (
        *("video", "videourl", "youtube", "youtubeurl", "youtubelink", "youtubevideo", "vimeo", "vimeourl", "media"),
        *("mediaurl", "recording", "recordingurl", "videolink", "sourcefile", "embed", "embedurl", "watch"),
    ),
    "video_ids": ("videoid", "youtubeid", "ytid", "youtubevideoid"),
    "audio": (
        *("audio", "audiourl", "audiofile", "audiolink", "enclosure", "enclosureurl", "enclosures", "mp3", "mp3url"),
        *("attachments", "audiofilepath"),
        *("podcasturl", "podcastfile", "episodeurl", "listen"),
    ),
    "permalinks": (
        *("permalink", "canonicalurl", "canonical", "sourceurl", "source", "url", "link", "original"),
        *("webpageurl", "pageurl", "originalurl", "weburl", "absoluteurl", "posturl", "archiveurl", "publicurl"),
    ),
    "links": (
        "links",
        "resources",
        "additionalresources",
        "references",
        "shownotes",
        "slides",
        "slidesurl",
        "externalurl",
    ),
    "description": (
        *("summary", "description", "abstract", "excerpt", "subtitle", "tagline", "dek", "teaser", "lead"),
        *("websubtitle", "websitesubtitle", "customexcerpt", "postexcerpt", "postsummary", "metadescription"),
        *("standfirst", "emailpreviewtext", "previewtext", "details", "blurb", "synopsis"),
    ),
    "facts": ("issue", "number", "episode", "season", "volume", "edition", "duration", "series", "event", "venue"),
    "files": ("file", "fileurl", "download", "downloadurl", "playurl"),
    "chapters": ("chapters", "timestamps"),
    "transcribers": ("transcriptby", "transcribedby", "transcriber", "transcriptionby"),
    "kinds": ("type", "layout", "kind", "contenttype", "doctype"),
    "made": ("created", "createdat", "createdon", "createdtime", "datecreated", "creationdate"),
    "elsewhere": (
        *("aliases", "alias", "redirectfrom", "redirects", "slug", "weight", "order", "id", "guid", "uuid"),
        *("draft", "status", "lang", "language", "locale", "updated", "modified", "lastmod", "comments", "toc"),
        *("year", "month", "day"),
        *("kernelspec", "jupytext", "myst", "mystnb", "htmlmeta"),
        *("updateddate", "updatedat", "lastupdate", "lastupdated", "modifieddate", "datemodified", "heroimage"),
        *(
            "transcript",
            "captions",
            "image",
            "cover",
            "thumbnail",
            "excerptseparator",
            "mathjax",
            "math",
            "cssclass",
            "cssclasses",
            "sidebar",
        ),
    ),
}
"""The facts that are read of a head, each with the keys that state it, the likeliest first.

``made`` is the day on which a file was made, which is that of a post where an export gives no other; ``elsewhere`` are
those that other parts of an import read, or that say nothing of an item.
"""
SHOWS = ("host", "hosts", "cohost", "cohosts", "guest", "guests")
"""Keys for some of those who speak, beside whom others may."""
CONTAINERS = ("params", "extra", "taxonomies", "itunes", "podcast", "custom", "data", "metadata", "meta", "fm")
"""Keys whose mappings hold further keys of a head, as in Hugo (``params``) and Zola (``extra``)."""
PREFIXES = ("itunes", "podcast", "article", "og", "dc", "dcterms", "yt", "youtube", "episode")
"""Vocabularies that keys may name before a mark: ``itunes:author``."""
OWN_ADDRESSES = ("permalink", "canonicalurl", "canonical", "url")
"""The addresses of a text itself, whose day is its own."""
NOBODY = frozenset(
    "unknown various anonymous anon none null nan na n/a tbd tba nobody audience sponsor sponsors advertisement ad"
    " everyone everybody all both narrator announcer voiceover music intro outro others other et al".split()
)
"""Words in lists of people that name nobody."""
ROLES = frozenset(
    "q a qa question questions answer answers asker questioner audience attendee host cohost guest moderator"
    " interviewer interviewee operator narrator announcer speaker member participant panelist presenter unknown sponsor"
    " translator reporter intern everyone crowd video clip music laughter applause ゲスト 嘉宾 主持人 司会".split()
)
"""Words in labels that say what somebody is, and not who."""
OPENERS = frozenset(
    "the a an why what how our my your in on at for to who when where which key top more next bottom big go read watch"
    " listen quick fun pro con deep deeper note notes tip summary takeaway takeaways update updates context background"
    " example warning important action actions topic topics time date details highlights conclusion overview tl;dr and"
    " content contents podcast so but yes no also links link source sources related resources reminder zoom catch"
    " between be driving".split()
)
"""Words with which labels of parts of a text begin, as letters have them in bold before a colon."""
PARTICLES = frozenset("al and bin da de del der di du el la le of ter the van von den dos das y e i zu".split())
"""Small words within names."""


_TRANSLATION = (
    "translationkey",
    "translationid",
    "translationof",
    "translatedfrom",
    "ref",
    "langref",
    "langcode",
    "name",
)
"""What :mod:`backissue.sources.together.translations` reads."""
KNOWN = HEAD_KEYS | frozenset(_TRANSLATION) | {key for keys in KEYS.values() for key in keys}


def meant(key: str) -> str:
    """Return the folded key that a key means, without the vocabulary that it names.

    >>> meant("itunes:author"), meant("og:title"), meant("Mood")
    ('author', 'title', 'mood')
    """
    name = fold_key(key)
    bare = next((name.removeprefix(prefix) for prefix in PREFIXES if name.startswith(prefix)), "")
    return bare if bare in KNOWN and name not in KNOWN else name


def is_known(key: str) -> bool:
    """Return whether a key states a fact that is read."""
    return meant(key) in KNOWN
