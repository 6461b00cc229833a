"""Training runs, live builds and proofs on a Dask cluster: `docs/cluster.md`.

- In the web process, `link` starts the bridge and talks to it; `run_engine`, `cluster_job` use it.
- The bridge is the client of the cluster, in a process of its own: so the web process neither
  imports Dask nor reads what workers send.
- On a worker, `relay` is the task that Dask calls. It starts a `child_process`, in which `child`
  does the work, a function of `remote_work`.
- `wire` is what travels between bridge and worker, as plain data.
"""
