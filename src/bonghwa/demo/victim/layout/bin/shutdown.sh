#!/bin/sh
# Stops the whole shop, last service first.
shop_home=$(cd "$(dirname "$0")/.." && pwd -P)
failed=0
for service in customer front worker; do
    sh "$shop_home/services/$service/bin/shutdown.sh" || failed=1
done
exit "$failed"
