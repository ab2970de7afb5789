#!/bin/sh
# Starts this service and returns when it answers. Does nothing when it runs already.
service_home=$(cd "$(dirname "$0")/.." && pwd -P)
. "$service_home/../../bin/service.sh"
start_service
