"""``searoom check``: exit codes, lines, the pack's own name, JSON for machines."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from layers.checking.check import EXIT_CODES, Checked, ExitCode
from layers.cli import main
from layers.faults import Fault, FaultCode, Severity

Capture = pytest.CaptureFixture[str]


SMALL = Path(__file__).parents[1] / "packs" / "small"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack under a name of its own."""
    return Path(shutil.copytree(SMALL, tmp_path / "my-pack"))


def misspell(pack: Path) -> int:
    """Misspell a status in the pack; the number of the line."""
    path = pack / "corridors.yaml"
    text = path.read_text(encoding="utf-8")
    at = text.index("status: operational")
    path.write_text(text.replace("status: operational", "status: operatinal", 1), encoding="utf-8")
    return text.count("\n", 0, at) + 1


def test_sound_data_with_warnings(pack: Path, capsys: Capture) -> None:
    assert main(["check", str(pack)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("The data are sound: 4 corridors") and err == ""
    assert "\n45 warnings:\n  my-pack/ports.geojson:" in out


def test_warnings_fail_a_strict_check(pack: Path, capsys: Capture) -> None:
    assert main(["check", "--strict", str(pack)]) == 3


def test_a_fault_has_file_line_record_and_hint(pack: Path, capsys: Capture) -> None:
    line = misspell(pack)
    assert main(["check", "--strict", str(pack)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(
        f'1 fault in the data:\n  my-pack/corridors.yaml:{line}, corridor "northern-baltic", '
        'status_history.0.status: got "operatinal"; expected one of operational, '
    )
    assert 'Did you mean "operational"?' in err and str(pack.parent) not in err


@pytest.mark.parametrize("make", [Path.unlink, lambda path: path.unlink() or path.write_text("x")])
def test_what_is_no_folder_is_not_checked(
    pack: Path, capsys: Capture, make: Callable[[Path], object]
) -> None:
    path = pack / "pack.yaml"
    make(path)
    assert main(["check", str(path)]) == 2
    assert "expected a folder" in capsys.readouterr().err


def test_a_wrong_command_is_not_run(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["check", "--sterner"])
    assert stopped.value.code == 2


def test_json_has_the_same_findings(pack: Path, capsys: Capture) -> None:
    assert main(["check", "--json", str(pack)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["counts"] == {"error": 0, "warning": 45} and told["exit_code"] == 0
    line = misspell(pack)
    assert main(["check", "--json", str(pack)]) == 1
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert err == "" and told["counts"] == {"error": 1, "warning": 0} and told["exit_code"] == 1
    (finding,) = told["findings"]
    assert set(finding) == {
        "code", "severity", "file", "line", "kind", "id", "number", "path", "parameters", "suggestion",
        "message",
    }  # fmt: skip
    assert (finding["severity"], finding["file"], finding["line"]) == (
        "error",
        "my-pack/corridors.yaml",
        line,
    )
    assert (finding["code"], finding["suggestion"]) == ("choice", "operational")
    assert (finding["kind"], finding["id"]) == ("corridor", "northern-baltic")
    assert finding["path"] == ["status_history", 0, "status"]
    assert finding["parameters"]["given"] == '"operatinal"' and "at-risk" in finding["parameters"]["choices"]
    assert finding["message"].startswith(f'my-pack/corridors.yaml:{line}, corridor "northern-baltic", ')


def test_findings_come_in_the_language_asked_for(pack: Path, capsys: Capture) -> None:
    misspell(pack)
    assert main(["check", "--language", "ru", str(pack)]) == 1
    err = capsys.readouterr().err
    assert err.startswith("Ошибок в данных: 1:\n") and "Возможно, имелось в виду «operational»." in err


def test_help_tells_every_exit_code(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["check", "--help"])
    said = capsys.readouterr().out
    assert set(EXIT_CODES) == set(ExitCode)
    assert all(f"  {code}  {meaning}" in said for code, meaning in EXIT_CODES.items())


def test_a_fault_counts_more_than_a_warning() -> None:
    fault = Fault(FaultCode.FILE_MISSING, "a")
    warning = Fault(FaultCode.NEVER_CITED, "a", severity=Severity.WARNING)
    assert Checked(None, (fault,), (warning,)).exit_code(strict=True) is ExitCode.FAULTS


def test_several_faults_in_several_files_are_told_at_once(pack: Path, capsys: Capture) -> None:
    misspell(pack)
    (pack / "shocks.yaml").write_text("- id: [\n", encoding="utf-8")
    shutil.copy(pack / "actors" / "moscow.yaml", pack / "actors" / "masha.yaml")
    assert main(["check", str(pack)]) == 1
    err = capsys.readouterr().err
    assert err.startswith("4 faults")
    for place in ("corridors.yaml:", "shocks.yaml:2", "actors/masha.yaml:1", "actors/moscow.yaml:1"):
        assert f"  my-pack/{place}" in err, err
