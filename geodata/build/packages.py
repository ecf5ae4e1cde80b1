"""Archives from package registries: fetched by the registry's own client, verified, unpacked.

Every source of derived data is a pinned archive of `PINS`, so a rebuild on another machine starts from the
same bytes. Archives and their unpacked folders stay in the cache (`.cache` beside `geodata/`, not committed);
once there, a build needs no network.

Limits: Debian keeps only the newest version of a package, so `debian_package` lets a newer version
through and its caller must verify the content it reads (see `claim_lines`).
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

__all__ = ["DEFAULT_CACHE", "PINS", "PackageError", "Pin", "debian_package", "npm_package", "pypi_package"]

DEFAULT_CACHE = Path(__file__).parents[2] / ".cache"

Registry = Literal["npm", "pypi", "debian"]

log = logging.getLogger(__name__)


class PackageError(RuntimeError):
    """An archive that could not be fetched, or is not the one that was pinned."""


@dataclass(frozen=True)
class Pin:
    """One archive as it was when the derived files were made."""

    registry: Registry
    name: str
    version: str
    filename: str
    sha256: str
    licence: str


PINS: tuple[Pin, ...] = (
    Pin(
        "npm",
        "world-atlas",
        "2.0.2",
        "world-atlas-2.0.2.tgz",
        "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
        "ISC; data: Natural Earth 4.1, public domain",
    ),
    Pin(
        "npm",
        "@geo-maps/countries-land-100m",
        "0.6.0",
        "geo-maps-countries-land-100m-0.6.0.tgz",
        "e6dca8a0026501a2908b0eb8f4a926d5198abbf15b2077e1a856433f8073f5c2",
        "ODbL 1.0; data: OpenStreetMap of 2017",
    ),
    Pin(
        "debian",
        "qgis-common",
        "3.22.16+dfsg-1",
        "qgis-common_3.22.16+dfsg-1_all.deb",
        "8c46e9da78b82772b23777643e02210c43945f01faee2316899f6438b65a5960",
        "GPL-2+; world_map.gpkg: Natural Earth 4.1, public domain",
    ),
    Pin(
        "pypi",
        "scgraph_data",
        "2.0.0",
        "scgraph_data-2.0.0-py3-none-any.whl",
        "a8df15f4d9b4cce945f195b27c9e239ac49ebfa81aa948afc882b28653725406",
        "MIT as stated; data from OpenStreetMap: treated as ODbL 1.0",
    ),
    Pin(
        "pypi",
        "searoute",
        "1.6.0",
        "searoute-1.6.0.tar.gz",
        "a2f9827b0aa0f1216f4696aa9cd9d358e9950cba496e8445dc2a3d5691862697",
        "Apache-2.0; network from Eurostat SeaRoute, EUPL-1.2",
    ),
)


def npm_package(name: str, version: str, cache: Path = DEFAULT_CACHE) -> Path:
    """Folder of the unpacked npm package `name` at `version`."""
    pin = _pin("npm", name, version)
    archive = _verified_archive(
        pin, cache, ["npm", "pack", f"{name}@{version}", "--silent", "--ignore-scripts"]
    )
    return _unpacked(archive) / "package"


def pypi_package(name: str, version: str, cache: Path = DEFAULT_CACHE) -> Path:
    """Folder of the unpacked wheel, or source distribution, of `name` at `version`.

    The kind of archive is the pinned one. The package is never installed or imported.
    """
    pin = _pin("pypi", name, version)
    is_wheel = pin.filename.endswith(".whl")
    kind = "--only-binary=:all:" if is_wheel else "--no-binary=:all:"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", kind, f"{name}=={version}"]
    folder = _unpacked(_verified_archive(pin, cache, command))
    return folder if is_wheel else folder / pin.filename.removesuffix(".tar.gz")


def debian_package(name: str, cache: Path = DEFAULT_CACHE) -> Path:
    """Folder of the unpacked Debian package `name`, as the machine's own Debian release offers it.

    A version other than the pinned one is let through with a warning: the caller verifies what it reads.
    """
    pin = _pin("debian", name)
    folder = _folder(pin, cache)
    pinned = folder / pin.filename
    if pinned.exists():
        _verify(pin, pinned)
        return _unpacked(pinned)
    archive = _fetch(pin, folder, ["apt-get", "download", "--quiet", name])
    version = _run(["dpkg-deb", "--field", str(archive), "Version"], folder).strip()
    if version == pin.version:
        _verify(pin, archive)
    else:
        log.warning(
            "%s: got version %s, pinned %s; its content is verified instead", name, version, pin.version
        )
    return _unpacked(archive)


def _pin(registry: Registry, name: str, version: str | None = None) -> Pin:
    for pin in PINS:
        if (pin.registry, pin.name) == (registry, name) and version in (None, pin.version):
            return pin
    known = ", ".join(f"{pin.name} {pin.version}" for pin in PINS if pin.registry == registry)
    raise PackageError(
        f"{registry} package {name!r}, version {version!r}: not in the table of pinned archives; "
        f"expected one of {known}. Add it to PINS in {Path(__file__).name}, with its sha256."
    )


def _folder(pin: Pin, cache: Path) -> Path:
    return (cache / pin.registry / pin.name.replace("/", "-")).resolve()


def _verified_archive(pin: Pin, cache: Path, fetch: Sequence[str]) -> Path:
    folder = _folder(pin, cache)
    archive = folder / pin.filename
    if not archive.exists():
        archive = _fetch(pin, folder, fetch)
    _verify(pin, archive)
    return archive


def _fetch(pin: Pin, folder: Path, command: Sequence[str]) -> Path:
    """Run the registry's client in an empty folder and move the one archive it leaves into the cache."""
    folder.mkdir(parents=True, exist_ok=True)
    log.info("fetching %s %s from %s", pin.name, pin.version, pin.registry)
    with tempfile.TemporaryDirectory(dir=folder) as empty:
        _run(command, Path(empty))
        came = sorted(Path(empty).iterdir())
        if len(came) != 1:
            raise PackageError(
                f"{pin.registry} package {pin.name}: {command[0]} left {[path.name for path in came]}; "
                f"expected one archive, {pin.filename}."
            )
        return came[0].rename(folder / came[0].name)


def _run(command: Sequence[str], folder: Path) -> str:
    program = shutil.which(command[0])
    if program is None:
        raise PackageError(f"{command[0]}: not found on this machine; install it, then build again.")
    done = subprocess.run([program, *command[1:]], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise PackageError(f"{' '.join(command)}: exit status {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def _verify(pin: Pin, archive: Path) -> None:
    """Raise, and take the archive out of the cache, unless it is byte for byte the pinned one."""
    with archive.open("rb") as file:
        came = hashlib.file_digest(file, "sha256").hexdigest()
    if (archive.name, came) == (pin.filename, pin.sha256):
        return
    archive.unlink()
    raise PackageError(
        f"{pin.registry} package {pin.name} {pin.version}: got {archive.name} with sha256 {came}; "
        f"expected {pin.filename} with sha256 {pin.sha256}. The archive was removed from the cache; if the "
        f"new one is meant, review its content and correct PINS in {Path(__file__).name}."
    )


def _unpacked(archive: Path) -> Path:
    """Folder with the archive's content, unpacked on first use.

    Unpacking goes to a side folder that is renamed when complete, so an interrupted build leaves no half.
    """
    folder = archive.with_name(archive.name + ".unpacked")
    if folder.exists():
        return folder
    side = Path(tempfile.mkdtemp(dir=archive.parent))
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            wheel.extractall(side)  # noqa: S202 - verified before, and zipfile drops ".." from paths
    elif archive.suffix == ".deb":
        _run(["dpkg-deb", "-x", str(archive), str(side)], archive.parent)
    else:
        with tarfile.open(archive) as tar:
            tar.extractall(side, filter="data")
    return side.rename(folder)
