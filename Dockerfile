# The app with HAProxy in one image. It runs as an ordinary user and writes nowhere but in /tmp (compose.yaml).
FROM python:3.13-slim

RUN apt-get update \
    && apt-get install --yes --no-install-recommends haproxy \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 1000 --create-home lab

WORKDIR /source
COPY requirements.txt requirements-cluster.txt ./
# --build-arg CLUSTER=1: with Dask, for sweeps on a cluster.
ARG CLUSTER=""
RUN python -m pip install --no-cache-dir --requirement requirements.txt ${CLUSTER:+--requirement requirements-cluster.txt}
COPY . ./
RUN python -m pip install --no-cache-dir --no-deps . && rm -rf /source/*

WORKDIR /tmp
USER 1000
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
EXPOSE 8501

# Below another path (--base-path), this address changes with it.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]

ENTRYPOINT ["bptt-lab", "--address", "0.0.0.0"]

CMD ["--processes", "2"]
