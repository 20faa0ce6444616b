"""The folder that stands in for Redis: the file transport of kombu, for readers that are faster than writers.

As it comes, it opens a message under its final name and writes it afterwards: a worker that looks in between
takes an empty message for one, and ends. The tables of exchanges are written in the same way.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps

_BINDING = RLock()


class Channel(filesystem.Channel):
    def queue_bind(self, *args: Any, **kwargs: Any) -> None:
        """One thread after the other: kombu notes in the process that a queue is bound before the table says
        so, and whoever trusts the note in between sends to nobody.
        """
        with _BINDING:
            super().queue_bind(*args, **kwargs)

    def _put(  # type: ignore[override]  # kombu's own two parents name it differently
        self, queue: str, payload: Any, **kwargs: Any
    ) -> None:
        """Write the message under a name that nobody looks for, then give it its own."""
        name = f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg"
        draft = Path(self.data_folder_out, f"{name}.draft")
        try:
            draft.write_bytes(str_to_bytes(dumps(payload)))
            draft.rename(draft.with_name(name))
        except OSError as error:
            raise ChannelError(f"Cannot add {name} to {self.data_folder_out}") from error

    def get_table(self, exchange: str) -> list:
        with self._alone_at_tables():
            return super().get_table(exchange)

    def _queue_bind(self, *args: Any) -> None:
        with self._alone_at_tables():
            super()._queue_bind(*args)

    @contextmanager
    def _alone_at_tables(self) -> Iterator[None]:
        self.control_folder.mkdir(exist_ok=True)
        with (self.control_folder / "tables.lock").open("a") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield


class Transport(filesystem.Transport):
    Channel = Channel


def stand_in() -> None:
    """Let `filesystem://` mean this transport."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:{Transport.__name__}"
