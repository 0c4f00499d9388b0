#!/usr/bin/env bash
# Writes a JUnit report of what every test of a deployment relies on.
set -euo pipefail

cases="" failures=0
check() {
  if [ -n "${!1:-}" ]; then
    cases+="<testcase classname=\"smoke\" name=\"$1 is told\"/>"
  else
    cases+="<testcase classname=\"smoke\" name=\"$1 is told\"><failure message=\"$1 is empty\"/></testcase>"
    failures=$((failures + 1))
  fi
}

for name in STAGE REGION STACK_NAME S3_BUCKET CHILD_ACCOUNT_ROLE_ARN; do check "$name"; done
echo "<testsuite name=\"smoke\" tests=\"5\" failures=\"$failures\">$cases</testsuite>"
exit "$failures"
