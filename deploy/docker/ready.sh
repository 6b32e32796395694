#!/bin/bash
# Whether the service in this container can serve. The image has no curl; bash opens a socket itself.
exec 3<>"/dev/tcp/127.0.0.1/${SERVER_PORT:-8080}" || exit 1
printf 'GET /actuator/health/readiness HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r answer <&3
case $answer in
  *' 200'*) exit 0 ;;
  *) exit 1 ;;
esac
