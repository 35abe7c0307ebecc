"""``onrecord serve`` as a process of its own."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

WITHOUT = "import sys; sys.modules['uvicorn'] = None; from onrecord.cli import main; main(['serve', '--no-browser'])"


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGINT")
def test_the_room_opens_at_a_free_port_and_closes_when_it_is_interrupted(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "onrecord", "serve", "--no-browser", "--db", str(tmp_path / "onrecord.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout
        try:
            line = process.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+/", line)
            assert address, line
            with urllib.request.urlopen(address[0], timeout=30) as answer:
                assert "The record is empty" in answer.read().decode()
        finally:
            process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=30)
    assert "Traceback" not in rest


def test_without_its_libraries_one_line_says_how_to_install_them(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "Error: the reading room needs uvicorn: pip install 'onrecord[web]'\n"
    assert list(tmp_path.iterdir()) == []
