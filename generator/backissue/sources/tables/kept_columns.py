"""Which columns that no heading explains are facts of their rows, below ``extra``, and which are for work alone."""

from __future__ import annotations

import re
from collections.abc import Collection

from backissue.text import fold_key
from backissue.values import LONGEST

_WORK = frozenset(
    "status stage state progress done checked check reviewed review reviewer priority assignee assigned assignedto"
    " owner editor todo created createdat createdby createdtime createdon modified lastmodified lastmodifiedby"
    " lastedited lasteditedby lasteditedtime updated updatedat added dateadded datemodified accessed accessdate key"
    " hash slug"
    " file files filename path attachment attachments fileattachments linkattachments librarycatalog image thumbnail"
    " cover views clicks opens likes openrate clickrate sort sortorder rank nr no index row rownumber erledigt"
    " bearbeiter priorität stand fait statut responsable prioridad estado hecho статус 進捗 状態 担当 状态".split()
)
"""Folded headings of what people or programs need for their work on a table."""
_OWN = frozenset(
    "internal intern interne internes interner interno interna private privat privé privada privado confidential"
    " vertraulich confidentiel confidencial riservato secret password token email mail phone telephone telefon"
    " téléphone teléfono telefono tel mobile handy contact contacts kontakt contacto contatto fee payment invoice"
    " honorar iban birthday внутреннее телефон почта".split()
)
"""Words of a heading that say that its cells are not for readers."""
_OWN_PARTS = ("内部", "社内", "電話", "メール", "邮箱", "电话")
"""The same in writing without blanks."""
_LONGEST_HEADING = 100
_LONGEST_FACT = 400
_WORD = re.compile(r"[^\W\d_]+")
_MACHINE = re.compile(
    r"""
    (?:rec|usr|att)[A-Za-z0-9]{14}                     # Airtable
    | [0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}
    | (?=.*\d)[0-9a-fA-F]{16,}
    | \d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d.*              # the time of a program
    | (?:true|false|yes|no|ja|nein|oui|non|sí|checked|unchecked|x|[☐☑✓✔✗✘])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"[^\s@<>]+@[\w-]+(?:\.[\w-]+)+ | (?:^|\s)(?:file:|/(?:home|users)/|[A-Za-z]:\\)", re.VERBOSE | re.IGNORECASE
)


def is_kept(heading: str, values: Collection[str]) -> bool:
    """Return whether the cells below a heading that is not known are facts for readers.

    They are none where the heading or the cells are of work, of programs, or not for everybody: what is wrongly left
    out is reported, and what is wrongly shown is read.

    >>> is_kept("Venue", ["Hall 2"]), is_kept("Internal notes", ["ask again"]), is_kept("Status", ["in review"])
    (True, False, False)
    >>> is_kept("Record ID", ["recA1b2C3d4E5f6G7"]), is_kept("Host", ["ada@example.org"]), is_kept("", ["A"])
    (False, False, False)
    """
    words = _WORD.findall(heading.casefold())
    key = fold_key(heading)
    is_own = not _OWN.isdisjoint(words) or any(part in key for part in _OWN_PARTS)
    if (
        not words
        or len(heading) > _LONGEST_HEADING
        or key in _WORK
        or words[-1] in {"id", "ids", "uuid", "guid"}
        or is_own
    ):
        return False
    if any(map(_PRIVATE.search, values)) or (
        max(map(len, values), default=0) > LONGEST and not is_running_text(values)
    ):
        return False
    return not all(_MACHINE.fullmatch(value.strip()) for value in values)


def is_running_text(values: Collection[str]) -> bool:
    """Return whether a cell below a heading that is not known holds more words than a fact has."""
    return any(len(value) > _LONGEST_FACT and value.count(" ") * 20 > len(value) for value in values)


def fact_name(heading: str) -> str:
    """Return the name of a fact: its heading, that of where a work appeared as citations know it.

    >>> fact_name("container-title"), fact_name(" Durée  de lecture ")
    ('journal', 'Durée de lecture')
    """
    return "journal" if fold_key(heading) in _JOURNALS else " ".join(heading.strip(" *_`").split())


_JOURNALS = frozenset("journal journaltitle containertitle publicationtitle booktitle".split())
