"""The wheel of the program that runs, so that an archive can bring along what builds it.

A wheel is a zip of a package's files and of what is said of them. An installed program has all of both, since pip keeps
the list of them, and so does a checkout (packaging.python.org, "Binary distribution format", "Recording installed
projects").
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from backissue import __version__
from backissue.model import UsageError

NAME = "backissue"
_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent
_INFO = f"{NAME}-{__version__}.dist-info"
_SAID = ("METADATA", "WHEEL", "entry_points.txt")
"""What a wheel says of its package, beside licences. Whatever else stands there was written when it was installed."""
_MADE = "__pycache__"
_FILE = 0o100644 << 16
"""The mode of a file that is no program, as a zip keeps it."""


class Wheel(NamedTuple):
    """A wheel: its file's name and its bytes."""

    name: str
    data: bytes

    @property
    def pin(self) -> str:
        """The line of a requirement file that asks for just this wheel."""
        return f"{NAME}=={__version__} --hash=sha256:{hashlib.sha256(self.data).hexdigest()}"


def build_wheel() -> Wheel:
    """Return the wheel of this program, the same bytes every time.

    Raises:
        UsageError: it is not installed, or its files are not those that were.
    """
    try:
        found = distribution(NAME)
    except PackageNotFoundError:
        raise _broken("nothing is known of how it was installed") from None
    listed = {path.as_posix() for path in found.files or ()}
    if f"{NAME}/__init__.py" in listed:
        files = _installed(found, f"{NAME}/") | _said(found)
    elif (_CHECKOUT / "pyproject.toml").is_file():
        files = _of_checkout() | _said(found)
    else:
        raise _broken("no list of its files was kept")
    return Wheel(f"{NAME}-{__version__}-py3-none-any.whl", _zipped(files))


def _broken(what: str) -> UsageError:
    return UsageError(f"this copy of backissue cannot be put into an archive, since {what}: install it again with pip")


def _of_checkout() -> dict[str, bytes]:
    """Return the files of a checkout as a wheel has them: the package, and the templates that stand beside it."""
    templates = _CHECKOUT / "site_templates"
    found = {f"{NAME}/{path.relative_to(_PACKAGE).as_posix()}": path for path in _PACKAGE.rglob("*")}
    found |= {f"{NAME}/site_templates/{path.relative_to(templates).as_posix()}": path for path in templates.rglob("*")}
    return {name: path.read_bytes() for name, path in found.items() if path.is_file() and _MADE not in path.parts}


def _installed(found: Distribution, prefix: str) -> dict[str, bytes]:
    """Return the files below a folder that were installed, each as it was then."""
    data = {}
    for path in found.files or ():
        name = path.as_posix()
        if not name.startswith(prefix) or _MADE in path.parts:
            continue
        data[name] = Path(str(path.locate())).read_bytes()
        if path.hash and path.hash.value != _digest(data[name]):
            raise _broken(f"{name} was changed after that")
    return data


def _said(found: Distribution) -> dict[str, bytes]:
    """Return what a wheel says of its package, as this one's did. A checkout may have a new version since."""
    former = f"{NAME}-{found.version}.dist-info/"
    there = {name.removeprefix(former): data for name, data in _installed(found, former).items()}
    then, now = (f"\nVersion: {version}\n".encode() for version in (found.version, __version__))
    there["METADATA"] = there["METADATA"].replace(then, now, 1)
    return {f"{_INFO}/{name}": data for name, data in there.items() if name in _SAID or name.startswith("licenses/")}


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Return the zip of these files and of the list of them, which stands last."""
    record = f"{_INFO}/RECORD"
    lines = [f"{name},sha256={_digest(data)},{len(data)}\n" for name, data in sorted(files.items())]
    listing = "".join([*lines, f"{record},,\n"]).encode()
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in [*sorted(files.items()), (record, listing)]:
            info = ZipInfo(name)  # a file of 1980, the earliest year of a zip
            info.compress_type = ZIP_DEFLATED
            info.external_attr = _FILE
            archive.writestr(info, data)
    return buffer.getvalue()
