# Perigee's commands. Each sets up what it needs first; `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh

.PHONY: help run test cluster soak kind bench lint golden gallery regen reproduce clean

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*##  *\(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run:  ## set up, build, start Redis and the API, draw one chart, keep serving (ONCE=1: end after the chart)
	@scripts/bootstrap run
	@scripts/build release -DPERIGEE_BUILD_TESTS=OFF perigee-api perigee-runner
	@ONCE=$(ONCE) PORT=$(PORT) scripts/run

test:  ## set up, build, run every test this machine can run, then again under the sanitizers
	@scripts/bootstrap run test
	@scripts/test

cluster:  ## install Perigee on a whole Kubernetes of the tests' own and see what becomes of its jobs (root; 5 minutes)
	@scripts/bootstrap run test
	@tests/cluster/build
	@tests/cluster/images
	@scripts/build release -DPERIGEE_BUILD_TESTS=ON
	@ctest --test-dir build/release --output-on-failure -L whole

soak:  ## a million seeds of the simulator, and every fault of the wire (hours)
	@scripts/bootstrap run test
	@scripts/soak

kind:  ## on a machine with docker, kind, kubectl and helm: a local cluster, with Perigee and a first chart
	@scripts/kind

bench:  ## measure every goal and print it with the ratio to its peer
	@scripts/bootstrap run bench
	@scripts/build release -DPERIGEE_BUILD_TESTS=OFF -DPERIGEE_BUILD_BENCHMARKS=ON -DPERIGEE_STATIC_RUNNER=ON
	@tests/bench/run

lint:  ## clang-format and clang-tidy, warnings as errors
	@scripts/bootstrap run test lint
	@scripts/lint

golden:  ## draw the golden files again and show what changed
	@scripts/bootstrap run test
	@scripts/build release -DPERIGEE_BUILD_TESTS=ON
	@PERIGEE_REGEN=1 ctest --test-dir build/release --output-on-failure -L golden || true
	@git --no-pager diff --stat -- tests/golden

gallery:  ## draw docs/gallery/ from real files: make gallery DATA=global_space_launches.csv CANCER=data.csv
	@scripts/bootstrap run
	@scripts/build release -DPERIGEE_BUILD_TESTS=OFF perigee-runner
	@tools/gallery/draw "$(DATA)" "$(CANCER)"

regen:  ## write the generated files again (docs, README table)
	@scripts/bootstrap run
	@scripts/build release -DPERIGEE_BUILD_TESTS=OFF regen

reproduce:  ## build what is shipped twice and compare the programs byte by byte
	@scripts/bootstrap run
	@scripts/reproduce

clean:  ## remove everything that was built
	rm -rf build
