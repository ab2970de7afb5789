#!/bin/sh
# Starts the whole shop, in order. Services that run already are left alone.
shop_home=$(cd "$(dirname "$0")/.." && pwd -P)
failed=0
for service in worker front customer; do
    sh "$shop_home/services/$service/bin/startup.sh" || failed=1
done
exit "$failed"
