"""The reading room's state: the record, what is being read, who may come in."""

from __future__ import annotations

import hmac
import secrets
import threading
from dataclasses import dataclass, field

from onrecord.record import Record, RecordError
from onrecord.web.readings import Handed, Job, Readings


@dataclass(slots=True)
class Filling:
    """How far the sample record is: the articles that are read into it."""

    jobs: list[Job] = field(default_factory=list)

    @property
    def wanted(self) -> int:
        """How many articles there are to read."""
        return len(self.jobs)

    @property
    def done(self) -> int:
        """How many of them are read and stored, or have failed."""
        return sum(job.finished.is_set() for job in self.jobs)

    @property
    def problems(self) -> list[str]:
        """What went wrong."""
        return [f"{job.name}: {job.problem}" for job in self.jobs if job.problem]


class Doors:
    """Who may come in. ``password`` is a hash by argon2 (RFC 9106), None where the room is only for this machine."""

    def __init__(self, password: str | None) -> None:
        self.password = password
        self._inside: dict[str, str] = {}
        self._lock = threading.Lock()

    @property
    def open(self) -> bool:
        """Needs nobody a password?"""
        return self.password is None

    def enter(self, name: str, password: str) -> str | None:
        """A new session's id for who knows the password; None for who doesn't."""
        from argon2 import PasswordHasher
        from argon2.exceptions import Argon2Error

        with self._lock:  # one at a time: checking is made to be slow, and guessing shall be
            try:
                PasswordHasher().verify(self.password or "", password)
            except Argon2Error:
                return None
            session = secrets.token_urlsafe(24)
            self._inside[session] = name
            return session

    def name(self, session: str) -> str | None:
        """Who has that session."""
        return self._inside.get(session)

    def leave(self, session: str) -> None:
        """End a session."""
        self._inside.pop(session, None)


class Room:
    """What every page and every call of the API works with."""

    def __init__(self, record: Record, *, author: str, hosts: frozenset[str], password: str | None = None) -> None:
        self.record = record
        self.author = author
        self.hosts = hosts
        self.doors = Doors(password)
        self.readings = Readings()
        self.filling = Filling()
        self._secret = secrets.token_bytes(32)

    def token(self, session: str) -> str:
        """What a form of that session has to bring along, so that no other site can send one."""
        return hmac.new(self._secret, session.encode(), "sha256").hexdigest()

    def is_token(self, session: str, token: str) -> bool:
        """Is it that session's?"""
        return hmac.compare_digest(self.token(session).encode(), token.encode("utf-8", "replace"))

    def store(self, job: Job) -> int:
        """Put what was read into the record. Returns the version's number; raises RecordError."""
        if job.reading is None:
            raise RecordError("that article is not read yet")
        job.version = self.record.store(job.reading).version
        return job.version

    def fill(self, articles: list[Handed]) -> None:
        """Read these articles and store them, in the queue's thread."""
        self.filling.jobs += [self.readings.hand_in(each, then=self.store) for each in articles]

    def close(self) -> None:
        """Stop reading and let go of the record."""
        self.readings.close()
        self.record.close()
