"""Copies of signed jars without their signatures.

The JVM verifies signatures at every start and caches no class of a signed jar; our jars are verified by hash.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

_SIGNATURES = (".SF", ".RSA", ".DSA", ".EC")
_MANIFEST = "META-INF/MANIFEST.MF"


def copy_unsigned(library: Path, directory: Path) -> None:
    """Recreate the directory with an unsigned copy of each signed jar, with the copy's SHA-256 in its name."""
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    for jar in sorted(library.glob("*.jar")):
        with ZipFile(jar) as signed:
            if any(map(_is_signature, signed.namelist())):
                copy = directory / jar.name
                _copy(signed, copy)
                copy.rename(copy.with_suffix(f".{_digest(copy)}.jar"))


def whole(directory: Path) -> bool:
    """Whether all copies match the hashes in their names."""
    return directory.is_dir() and all(jar.stem.endswith(_digest(jar)) for jar in directory.glob("*.jar"))


def _copy(signed: ZipFile, copy: Path) -> None:
    with ZipFile(copy, "w", ZIP_DEFLATED) as unsigned:
        for entry in signed.infolist():
            if not _is_signature(entry.filename):
                content = signed.read(entry)
                # The hashes of the entries follow the first paragraph; they mark a jar as signed.
                stripped = content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if entry.filename == _MANIFEST else content
                unsigned.writestr(entry.filename, stripped)


def _is_signature(name: str) -> bool:
    return name.startswith("META-INF/") and name.endswith(_SIGNATURES)


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
