"""Copies of signed jars without their signatures.

The JVM checks signatures anew at every start and keeps no class of a signed jar in its cache; ours are checked by hash.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

_SIGNATURES = (".SF", ".RSA", ".DSA", ".EC")
_MANIFEST = "META-INF/MANIFEST.MF"


def copy_unsigned(library: Path, directory: Path) -> None:
    """Fill the directory anew with a copy of each signed jar, which has its own SHA-256 in its name."""
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    for jar in sorted(library.glob("*.jar")):
        with ZipFile(jar) as signed:
            if any(map(_is_signature, signed.namelist())):
                copy = directory / jar.name
                _copy(signed, copy)
                copy.rename(copy.with_suffix(f".{_digest(copy)}.jar"))


def whole(directory: Path) -> bool:
    """Whether the copies are as they were made."""
    return directory.is_dir() and all(jar.stem.endswith(_digest(jar)) for jar in directory.glob("*.jar"))


def _copy(signed: ZipFile, copy: Path) -> None:
    with ZipFile(copy, "w", ZIP_DEFLATED) as unsigned:
        for entry in signed.infolist():
            if not _is_signature(entry.filename):
                content = signed.read(entry)
                # After its first paragraph come the hashes of the entries, by which a jar counts as signed.
                kept = content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if entry.filename == _MANIFEST else content
                unsigned.writestr(entry.filename, kept)


def _is_signature(name: str) -> bool:
    return name.startswith("META-INF/") and name.endswith(_SIGNATURES)


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
