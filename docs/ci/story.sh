#!/bin/sh -eux
# A baseline's life in six commands, from a clone, against a simulated plant on this machine:
#   docs/ci/story.sh
# It commits to the branch that you are on: take one of its own. The folder docs/ci/line holds the
# empty baseline with which every plant begins. It ends with 0 when each command ended as told.

# 1. Walk the line down for the first time.
./walkdown simulate docs/ci/plant.yaml --site-out docs/ci/line/site.yaml --run './walkdown scan --site docs/ci/line/site.yaml --yes'

# 2. Take over what was seen, in a person's name.
./walkdown accept --site docs/ci/line/site.yaml --by 'J. Jansen' --reason 'first walk-down'

# 3. Commit it: from now on a change of the plant is a difference to this file.
git commit -q -m 'Baseline of the bottling line' docs/ci/line

# 4. Some weeks later, a firmware update and a swapped module that nobody announced: the gate fails
#    (exit code 2), and says what changed, where and how bad that is.
! ./walkdown simulate docs/ci/plant.yaml --changed --run './walkdown scan --site docs/ci/line/site.yaml --yes --fail-on any'

# 5. Both changes were planned after all: accept them ...
./walkdown accept --site docs/ci/line/site.yaml --by 'J. Jansen' --reason 'order 4711'

# 6. ... and the gate passes.
./walkdown diff --site docs/ci/line/site.yaml
