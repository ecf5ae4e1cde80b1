"""Work out the chunks of a sweep with Dask, here or on a cluster."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from distributed import Client, LocalCluster, as_completed

from layers.analysis.tonnes.sweep import SweepProblem, SweepResult
from layers.errors import ServerError
from layers.faults import ErrorCode

__all__ = ["run_chunks", "workers_here"]

_IN_FLIGHT_PER_WORKER = 4
"""Chunks that are given out at a time: enough that no worker waits, few enough that stopping is quick."""


def workers_here() -> int:
    """How many workers this machine runs by default: one a core."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_chunks(
    problem: SweepProblem, numbers: list[int], keep: Callable[[int, list[SweepResult]], None],
    scheduler: str = "", workers: int = 0,
) -> None:  # fmt: skip
    """Work out some chunks of a problem.

    Parameters
    ----------
    numbers
        Which chunks.
    keep
        Called here with the number and the results of each chunk that is done, in whichever order.
    scheduler
        Address of a running Dask scheduler, as ``tcp://HOST:8786``; without one, workers of this machine.
    workers
        How many workers of this machine; one a core for 0.

    Raises
    ------
    ServerError
        If the scheduler does not answer.
    """
    if not numbers:
        return
    with _client(scheduler, workers or workers_here()) as client:
        shared = client.scatter(problem, broadcast=True)
        waiting = iter(numbers)
        most = _IN_FLIGHT_PER_WORKER * max(1, len(client.scheduler_info()["workers"]))
        first = [_submit(client, shared, number) for number, _ in zip(waiting, range(most), strict=False)]
        running = as_completed(first, with_results=True)
        for _, (number, results) in running:
            keep(number, results)
            following = next(waiting, None)
            if following is not None:
                running.add(_submit(client, shared, following))


def _submit(client: Client, problem: object, number: int) -> object:
    return client.submit(_chunk, problem, number, pure=False)


def _chunk(problem: SweepProblem, number: int) -> tuple[int, list[SweepResult]]:
    return number, problem.chunk(number)


@contextmanager
def _client(scheduler: str, workers: int) -> Iterator[Client]:
    if scheduler:
        try:
            client = Client(scheduler, timeout="10s")
        except (OSError, ValueError) as error:
            raise ServerError(ErrorCode.SCHEDULER_SILENT, address=scheduler) from error
        with client:
            yield client
        return
    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1",
            silence_logs=logging.CRITICAL,  # a worker that is told to end complains of the lost connection
        ) as cluster,  # fmt: skip
        Client(cluster) as client,
    ):
        yield client
