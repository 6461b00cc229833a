# The packages are installed in one stage and carried over, so that no build tool is shipped.
# The image is a worker or a scheduler of a cluster, too (`dask worker tls://…`): docs/cluster.md.
FROM python:3.12.12-slim-bookworm AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
WORKDIR /opt/layerloom
# The pins first: they change less often than the sources.
COPY requirements.txt .
RUN grep --invert-match '^-e' requirements.txt > /tmp/pins.txt && pip install --requirement /tmp/pins.txt
COPY . .
RUN pip install --no-deps --editable . --editable ./components

FROM python:3.12.12-slim-bookworm
RUN apt-get update \
    && apt-get install --yes --no-install-recommends fonts-liberation graphviz \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 layerloom \
    && install --directory --owner=layerloom /var/lib/layerloom
COPY --from=packages /opt/venv /opt/venv
COPY --from=packages /opt/layerloom /opt/layerloom
ENV PATH=/opt/venv/bin:$PATH LAYERLOOM_STATE=/var/lib/layerloom
USER layerloom
WORKDIR /opt/layerloom
# Read Keras' layers while the image is made, so that the first page has its palette.
RUN python -m model_codegen.catalogue
VOLUME /var/lib/layerloom
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/healthz', timeout=4)"]
CMD ["streamlit", "run", "app/main.py", "--server.address=0.0.0.0", "--server.headless=true"]
