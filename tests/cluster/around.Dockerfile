# What stands around Perigee in the cluster of the tests, where no registry can be reached.
FROM debian:trixie-slim AS redis
RUN apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends redis-server wget \
    && rm -rf /var/lib/apt/lists/*
USER 65532:65532

FROM scratch AS pause
COPY pause /pause
USER 65535:65535
ENTRYPOINT ["/pause"]
