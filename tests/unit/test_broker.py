"""The folder that carries messages where there is no Redis."""

from threading import Thread

import pytest
from kombu import Connection, Exchange, Queue

from ocop.core import broker


@pytest.fixture
def folder(tmp_path):
    broker.stand_in()
    for name in ("queue", "control"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def work(request):
    """A queue of this test: kombu remembers in the process which ones it has bound."""
    name = request.node.name
    return Queue(name, Exchange(name), routing_key=name)


def connection(folder) -> Connection:
    messages = str(folder / "queue")
    return Connection(
        "filesystem://",
        transport_options={
            "data_folder_in": messages,
            "data_folder_out": messages,
            "control_folder": str(folder / "control"),
        },
    )


def test_no_message_is_seen_before_it_is_whole(folder, work, monkeypatch):
    seen = []
    dumps = broker.dumps

    def look_while_it_is_written(payload):
        seen.append([file.name for file in (folder / "queue").iterdir() if file.suffix == ".msg"])
        return dumps(payload)

    monkeypatch.setattr(broker, "dumps", look_while_it_is_written)
    with connection(folder) as line, line.SimpleQueue(work) as queue:
        queue.put({"id": 7})

        assert seen == [[]]
        assert queue.get_nowait().payload == {"id": 7}
    assert [file for file in (folder / "queue").iterdir() if file.suffix == ".draft"] == []


def test_a_reader_faster_than_the_writer_gets_every_message(folder, work):
    def write() -> None:
        with connection(folder) as line, line.SimpleQueue(work) as queue:
            for number in range(200):
                queue.put({"id": number})

    writer, got = Thread(target=write), set()
    writer.start()
    with connection(folder) as line, line.SimpleQueue(work) as queue:
        while len(got) < 200:
            message = queue.get(timeout=20)
            got.add(message.payload["id"])
            message.ack()
    writer.join()

    assert got == set(range(200))
