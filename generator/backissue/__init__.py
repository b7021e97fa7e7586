"""Backissue: a newsletter's back issues as Markdown that people edit and a site that people search.

Rooms know only those below them: ``cli``; then ``site`` and ``merge``; then ``archive`` and ``sources``; then what a
body says, fields, dates and escaping; then values and files. ``ARCHITECTURE.md`` is their map.
"""

__version__ = "0.4.0"
