"""Verification of cached archives in `geodata.build.packages`; nothing is fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.build.packages import PINS, PackageError, npm_package, pypi_package


def test_an_archive_other_than_the_pinned_one_is_refused_and_removed(tmp_path: Path) -> None:
    archive = tmp_path / "npm" / "world-atlas" / "world-atlas-2.0.2.tgz"
    archive.parent.mkdir(parents=True)
    archive.write_bytes(b"something else")
    with pytest.raises(
        PackageError, match=r"got world-atlas-2\.0\.2\.tgz with sha256 .*; expected .* 032e7765"
    ):
        npm_package("world-atlas", "2.0.2", tmp_path)
    assert not archive.exists()


def test_a_package_without_a_pin_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match=r"'searoute', version '9': .*searoute 1\.6\.0"):
        pypi_package("searoute", "9", tmp_path)


def test_every_pin_has_a_licence_and_a_hash() -> None:
    assert all(pin.licence and len(pin.sha256) == 64 for pin in PINS)
