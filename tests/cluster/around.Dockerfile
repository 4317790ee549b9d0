# What stands around Perigee in the cluster of the tests, where no registry can be reached.
FROM debian:trixie-slim AS redis-root
RUN apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends redis-server busybox \
    && rm -rf /var/lib/apt/lists/*
RUN for program in /usr/bin/redis-server /usr/bin/redis-cli /usr/bin/busybox; do \
      install -D "$program" "/out$program"; \
      ldd "$program" | grep -o '/[^ ]*' | while read -r file; do install -D "$file" "/out$file"; done; \
    done; \
    mkdir /out/bin && for name in $(busybox --list); do ln -s /usr/bin/busybox "/out/bin/$name"; done

# Like the image that the chart names: Redis, and a shell with the usual words.
FROM scratch AS redis
COPY --from=redis-root /out /
USER 65532:65532

FROM scratch AS pause
COPY pause /pause
USER 65535:65535
ENTRYPOINT ["/pause"]
