#!/bin/sh
# run.sh SCRIPT: a script of web/package.json, from web/; 77 when its packages are not there.
command -v npm >/dev/null || { echo 'skipped: there is no npm'; exit 77; }
test -d node_modules || { echo 'skipped: npm --prefix web ci has not been run'; exit 77; }
exec npm run --silent "$1"
