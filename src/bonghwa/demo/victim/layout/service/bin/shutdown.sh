#!/bin/sh
# Stops this service and returns when its process is gone. Does nothing when it is not running.
service_home=$(cd "$(dirname "$0")/.." && pwd -P)
. "$service_home/../../bin/service.sh"
stop_service
