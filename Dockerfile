# The image of every service that runs the portal's code: web, worker, clock, release.

FROM python:3.11-slim-bookworm AS packages
WORKDIR /build
COPY requirements.txt .
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --only-binary :all: --no-deps \
        -r requirements.txt

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --user-group --home-dir /data --shell /usr/sbin/nologin ocop \
    && install -d -o ocop -g ocop -m 0700 /data
COPY --from=packages /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=ocop.settings \
    DATA_DIR=/data \
    XDG_CACHE_HOME=/tmp
WORKDIR /srv/ocop
COPY . .
RUN SECRET_KEY=only-to-collect-files python manage.py collectstatic --no-input --verbosity 0
USER ocop
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["python", "-m", "deploy.ask_health"]
CMD ["gunicorn", "--config", "deploy/gunicorn_conf.py", "ocop.wsgi"]
