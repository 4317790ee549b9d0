# Perigee's images: docker build --target api|controller|runner .
#
# Everything is compiled in one stage from Debian's packages. Each image is a program with what it needs to run and
# nothing else: no shell, no package manager, no root. All run with a read-only root; the API alone wants a writable
# /tmp. The same sources and packages give the same bytes: neither paths nor times get into the programs.
FROM debian:trixie-slim AS build
ENV DEBIAN_FRONTEND=noninteractive SOURCE_DATE_EPOCH=0 CXXFLAGS=-ffile-prefix-map=/perigee=.
WORKDIR /perigee
COPY scripts/bootstrap scripts/
RUN scripts/bootstrap run && rm -rf /var/lib/apt/lists/*
COPY CMakeLists.txt CMakePresets.json ./
COPY scripts/build scripts/
COPY cmake cmake
COPY perigee perigee
COPY runner runner
COPY controller controller
COPY api api
COPY tools/regen tools/regen
RUN --mount=type=cache,target=/root/.cache/ccache \
    scripts/build release -DPERIGEE_BUILD_TESTS=OFF -DPERIGEE_STATIC_RUNNER=ON \
    perigee-api perigee-controller perigee-runner-static

# What every program finds at run time: how names are looked up, under which licences it stands.
FROM build AS root
COPY LICENSE perigee/layout/fonts/OFL.txt /out/usr/share/doc/perigee/
RUN mkdir /out/etc && echo 'hosts: files dns' > /out/etc/nsswitch.conf

FROM root AS runner-root
RUN install -D -s build/release/runner/perigee-runner-static /out/usr/bin/perigee-runner

# Those that speak HTTPS know whom to trust. Debian has libcurl as a shared library only, so each comes with all that the
# loader finds for it.
FROM root AS shared
RUN install -D -m 644 /etc/ssl/certs/ca-certificates.crt /out/etc/ssl/certs/ca-certificates.crt

FROM shared AS controller-root
RUN install -D -s build/release/controller/perigee-controller /out/usr/bin/perigee-controller \
    && ldd /out/usr/bin/perigee-controller | grep -o '/[^ ]*' | while read -r file; do install -D "$file" "/out$file"; done

FROM shared AS api-root
COPY samples/*.csv /out/usr/share/perigee/
RUN install -D -s build/release/api/perigee-api /out/usr/bin/perigee-api \
    && ldd /out/usr/bin/perigee-api | grep -o '/[^ ]*' | while read -r file; do install -D "$file" "/out$file"; done \
    && install -d -m 1777 /out/tmp

FROM scratch AS runner
COPY --from=runner-root /out /
USER 65532:65532
ENTRYPOINT ["/usr/bin/perigee-runner"]

FROM scratch AS controller
COPY --from=controller-root /out /
USER 65532:65532
EXPOSE 8081
ENTRYPOINT ["/usr/bin/perigee-controller"]

FROM scratch AS api
COPY --from=api-root /out /
USER 65532:65532
ENV PERIGEE_HOST=0.0.0.0
EXPOSE 8080 8081
ENTRYPOINT ["/usr/bin/perigee-api"]
