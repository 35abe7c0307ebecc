"""How a batch scales: python -m benchmarks.scale WORKDIR --documents 2000

Writes a synthetic WARC of invented articles, and measures in one run: the memory of all processes while it is read
(a curve as CSV and SVG), documents a second with one and with two workers, on Ray with one and with two nodes of this
machine, and that a run that is killed (SIGKILL) and started again loses nothing and has nothing twice.
"""

from __future__ import annotations

import csv
import io
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import click

PLACES = ("Varn", "Kestrel Bay", "Ostrand", "Larsa", "Tullin", "Merrow", "Halden Quay", "Pell")
NAMES = ("Ana Ruiz", "Tor Helvik", "Maren Holt", "Jun Okada", "Ilva Marrane", "Sam Adeyo", "Lena Vosk", "Omar Djebar")
ROLES = ("the mayor", "a harbour pilot", "the finance minister", "a union leader", "the head of the water board")
BODIES = ("Harbour Board", "Water Company", "Teachers' Union", "Coast Guard", "Energy Agency")
SUBJECTS = ("the night ferry", "the new pipeline", "the school budget", "the fishing quota", "the coastal road")
CLAIMS = (
    "{subject} would be closed until spring",
    "nobody had asked the people of {place} about {subject}",
    "the cost of {subject} had risen by {number} million crowns",
    "the council of {place} will vote on {subject} next month",
)
PLAIN = (
    "The {body} of {place} met on Tuesday to talk about {subject}.",
    "About {number} people had gathered outside the town hall of {place}.",
    "In {place}, work on {subject} began {number} years ago and was stopped twice.",
)


def article(random_: random.Random, most: int = 14) -> tuple[str, list[str]]:
    """A title and the paragraphs of an invented article, of 8 to 14 (``most``) paragraphs with a statement each."""

    def words() -> dict[str, object]:
        return {
            "place": random_.choice(PLACES),
            "subject": random_.choice(SUBJECTS),
            "body": random_.choice(BODIES),
            "number": random_.randint(2, 900),
        }

    paragraphs = []
    for _ in range(random_.randint(min(8, most), most)):
        claim = random_.choice(CLAIMS).format(**words())
        name, role = random_.choice(NAMES), random_.choice(ROLES)
        told = random_.choice(
            (
                f"{name}, {role}, said that {claim}.",
                f"“{claim[0].upper()}{claim[1:]},” said {name}, {role}.",
                f"According to the {random_.choice(BODIES)}, {claim}.",
            )
        )
        paragraphs.append(f"{random_.choice(PLAIN).format(**words())} {told}")
    title = f"{random_.choice(PLACES)} argues over {random_.choice(SUBJECTS)}"
    return title, paragraphs


def write_warc(path: Path, documents: int, most: int = 14, seed: int = 1) -> None:
    """A WARC of that many pages of at most so many paragraphs."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    random_ = random.Random(seed)
    with open(path, "wb") as file:
        writer = WARCWriter(file, gzip=True)
        for i in range(documents):
            title, paragraphs = article(random_, most)
            body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
            page = (
                f"<html lang='en'><head><title>{title}</title><meta property='og:site_name' content='The Varn Post'>"
                f"<meta property='article:published_time' content='2026-01-{1 + i % 28:02}T08:00:00Z'></head><body>"
                f"<nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{body}</article></body></html>"
            )
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            url = f"https://varn-post.example/{seed}/{i}"
            writer.write_record(
                writer.create_warc_record(url, "response", payload=io.BytesIO(page.encode()), http_headers=headers)
            )


def started(*arguments: str | Path) -> subprocess.Popen[bytes]:
    """An onrecord command in a session of its own."""
    command = [sys.executable, "-m", "onrecord", *map(str, arguments)]
    return subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def memory(group: int) -> int:
    """Proportional set size of all processes of a session, MiB (Linux)."""
    total = 0
    for each in Path("/proc").iterdir():
        if each.name.isdecimal():
            try:
                if os.getsid(int(each.name)) == group:
                    told = (each / "smaps_rollup").read_text()
                    total += int(next(line for line in told.splitlines() if line.startswith("Pss:")).split()[1])
            except (OSError, StopIteration, ProcessLookupError):
                continue
    return total // 1024


def done(out: Path) -> int:
    """How many documents the manifest has."""
    from onrecord.batch.parts import MANIFEST, lines

    return sum(line["documents"] for line in lines(out / MANIFEST)[1:]) if (out / MANIFEST).exists() else 0


def watched(out: Path, *arguments: str | Path) -> tuple[float, list[tuple[float, int, int]]]:
    """Run a batch: its seconds, and its memory (MiB) and documents done second by second."""
    shutil.rmtree(out, ignore_errors=True)
    begun, curve = time.monotonic(), []
    process = started("batch", *arguments, "--out", out)
    while process.poll() is None:
        curve.append((round(time.monotonic() - begun, 1), memory(process.pid), done(out)))
        time.sleep(1)
    assert process.returncode == 0, process.returncode
    return time.monotonic() - begun, curve


def pace(curve: list[tuple[float, int, int]]) -> float:
    """Documents a second in the middle of the run, when all workers are up and none is without work."""
    most = max(count for _, _, count in curve)
    busy = [(at, count) for at, _, count in curve if 0.3 * most <= count <= 0.9 * most]
    (first, few), (last, many) = busy[0], busy[-1]
    return (many - few) / max(last - first, 1e-6)


@click.command()
@click.argument("work", type=click.Path(path_type=Path))
@click.option("--documents", type=int, default=2000)
@click.option("--paragraphs", type=int, default=14, help="Of a document, at most.")
@click.option("--endurance", is_flag=True, help="Only one long run of two workers, killed twice, and its memory.")
@click.option("--ray/--no-ray", default=True)
def main(work: Path, documents: int, paragraphs: int, endurance: bool, ray: bool) -> None:
    """Measure, and write WORK/memory.csv and WORK/memory.svg."""
    work.mkdir(parents=True, exist_ok=True)
    warc = work / "scale.warc.gz"
    write_warc(warc, documents, paragraphs)
    click.echo(f"{documents} documents, {warc.stat().st_size / 1e6:.1f} MB of WARC")
    if endurance:
        _draw(work, _killed(work, warc, documents, (0.33, 0.66)))
        return
    paces = {}
    for workers in (1, 2):
        _, curve = watched(work / f"out{workers}", warc, "--workers", str(workers))
        paces[workers] = pace(curve)
        click.echo(f"{workers} workers: {paces[workers]:.1f} documents/s, at most {max(m for _, m, _ in curve)} MiB")
    click.echo(f"two workers against one: {paces[2] / paces[1]:.2f}")
    _draw(work, curve)
    _flat(curve, documents)
    _killed(work, warc, documents, (0.2, 0.5, 0.8))
    if ray:
        _on_ray(work, warc)


def _flat(curve: list[tuple[float, int, int]], documents: int) -> None:
    early = [m for _, m, count in curve if documents * 0.2 < count < documents * 0.33]
    late = [m for _, m, count in curve if count > documents * 0.9]
    if early and late:
        click.echo(f"memory late against early: {sum(late) / len(late) / (sum(early) / len(early)):.3f}")


def _killed(work: Path, warc: Path, documents: int, shares: tuple[float, ...]) -> list[tuple[float, int, int]]:
    """Run a batch, killing it when so much is done; check that all is there once. Gives its memory."""
    import pyarrow.parquet as pq

    out = work / "killed"
    shutil.rmtree(out, ignore_errors=True)
    begun, curve = time.monotonic(), []
    for share in (*shares, 2.0):
        process = started("batch", warc, "--out", out, "--workers", "2")
        while process.poll() is None and done(out) < documents * share:
            curve.append((round(time.monotonic() - begun, 1), memory(process.pid), done(out)))
            time.sleep(2 if documents > 10_000 else 0.1)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    sources = [source for part in (out / "documents").iterdir() for source in pq.read_table(part)["source"].to_pylist()]
    click.echo(f"killed {len(shares)} times: {len(sources)} documents, {len(set(sources))} different, of {documents}")
    click.echo(f"at most {max(m for _, m, _ in curve)} MiB, {curve[-1][0]:.0f} s")
    _flat(curve, documents)
    assert len(sources) == len(set(sources)) == documents
    return curve


def _on_ray(work: Path, warc: Path) -> None:
    from ray.cluster_utils import Cluster

    paces = {}
    for nodes in (1, 2):
        cluster = Cluster()
        for _ in range(nodes):
            cluster.add_node(num_cpus=1)
        _, curve = watched(work / f"ray{nodes}", warc, "--engine", "ray", "--address", cluster.address)
        cluster.shutdown()
        paces[nodes] = pace(curve)
        click.echo(f"Ray with {nodes} raylets of a CPU: {paces[nodes]:.1f} documents/s")
    click.echo(f"two raylets against one: {paces[2] / paces[1]:.2f}")


def _draw(work: Path, curve: list[tuple[float, int, int]]) -> None:
    with open(work / "memory.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerows([("seconds", "MiB", "documents"), *curve])
    most, last = max(m for _, m, _ in curve), curve[-1][0]
    points = " ".join(f"{40 + 740 * at / last:.1f},{260 - 240 * m / most:.1f}" for at, m, _ in curve)
    (work / "memory.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 300" font-family="sans-serif" font-size="12">'
        f'<polyline points="{points}" fill="none" stroke="#24507a" stroke-width="2"/>'
        f'<text x="4" y="24">{most} MiB</text><text x="4" y="264">0</text>'
        f'<text x="700" y="285">{last:.0f} s</text></svg>\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
