#!/usr/bin/env bash
# Measures the packaged service; --help says how, docs/performance.md says what. Builds nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

for needed in target/webhook-courier.jar target/lib target/bench-lib target/test-classes/io/webhookcourier/bench; do
    if [ ! -e "$needed" ]; then
        echo "$needed is missing: run 'mvn package -DskipTests' first" >&2
        exit 2
    fi
done
exec java -cp "target/test-classes:target/webhook-courier.jar:target/lib/*:target/bench-lib/*" io.webhookcourier.bench.BenchCommand "$@"
