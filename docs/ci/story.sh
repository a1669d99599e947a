#!/bin/sh
# A baseline's life in six steps, from a clone, against a simulated plant on this machine:
#   sh docs/ci/story.sh
# It works in the folder line/ on a branch of its own, and ends with 0 when every step ended as told.
set -eux

# 1. Walk the line down for the first time.
./walkdown simulate docs/ci/plant.yaml --site-out line/site.yaml --run './walkdown scan --site line/site.yaml --yes'

# 2. Take over what was seen, in a person's name.
./walkdown accept --site line/site.yaml --by 'J. Jansen' --reason 'first walk-down'

# 3. Commit it: from now on a change of the plant is a difference to this file.
git checkout -q -b line-baseline && git add line/site.yaml line/baseline.json line/baseline.log.ndjson && git commit -q -m 'Baseline of the bottling line'

# 4. Some weeks later: a firmware update and a swapped module that nobody announced.
./walkdown simulate docs/ci/plant.yaml --changed --run './walkdown scan --site line/site.yaml --yes'

# 5. The gate fails (exit code 2), and says what changed, where and how bad.
./walkdown diff --site line/site.yaml --report markdown=line/drift.md && exit 1 || [ $? -eq 2 ]

# 6. Both changes were planned after all: accept them, and the gate passes.
./walkdown accept --site line/site.yaml --by 'J. Jansen' --reason 'order 4711' && ./walkdown diff --site line/site.yaml
