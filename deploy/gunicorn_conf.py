"""gunicorn in production: several processes, each with one request at a time; the proxy holds slow clients.

`WEB_CONCURRENCY` sets the processes of one container; containers may be several.
"""

import os

bind = "0.0.0.0:8000"  # inside the container; only the proxy reaches it
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "sync"
worker_tmp_dir = "/dev/shm"  # noqa: S108 -- gunicorn's heartbeat must not wait for a disk
timeout = 60
graceful_timeout = 20
max_requests = 2000
max_requests_jitter = 200
forwarded_allow_ips = "*"
accesslog = "-"
access_log_format = '"%(m)s %(U)s" %(s)s %(b)s %(M)sms'  # neither who asked nor what was searched for
control_socket_disable = True
