#!/bin/sh
# Records the traffic of real applications between two network namespaces of this machine, through
# the kernel's TCP, and writes one capture per direction:
#
#   scenarios/data/office-to-customer.pcap   frames from the cloud to the customer
#   scenarios/data/office-to-cloud.pcap      frames from the customer to the cloud
#
# usage: scripts/record-capture.sh [DIRECTORY]      as root, on Debian or a relative; about 5 s
#
# Both are nanosecond pcaps of headers only, taken at the customer's end, on one time axis. The link
# runs at 200 Mbit/s each way. Every run gives other files: this is a recording, not a simulation.

set -eu

out=${1:-$(dirname "$0")/../scenarios/data}
rate=200mbit
# Enough for the headers of Ethernet, IPv4 and TCP with timestamps: 14 + 20 + 32 bytes.
snaplen=66
size_max=500000

customer=office-customer-$$
cloud=office-cloud-$$
customer_address=192.0.2.1
cloud_address=192.0.2.2
customer_mac=02:00:00:00:00:01
cloud_mac=02:00:00:00:00:02

missing=
while read -r program package; do
  command -v "$program" >/dev/null || missing="$missing $package"
done <<'PACKAGES'
ip iproute2
tc iproute2
ethtool ethtool
iperf3 iperf3
nginx nginx-light
curl curl
tcpdump tcpdump
PACKAGES
if [ -n "$missing" ]; then
  echo "Debian packages are missing: apt-get install$missing" >&2
  exit 2
fi
if [ "$(id -u)" -ne 0 ]; then
  echo 'Network namespaces need root.' >&2
  exit 2
fi
if [ ! -d "$out" ]; then
  echo "$out is no directory." >&2
  exit 2
fi

work=$(mktemp -d)
servers=
clients=
recorder=

clean_up() {
  trap - EXIT INT TERM
  for process in $clients $servers $recorder; do
    kill "$process" 2>/dev/null || true
  done
  wait
  # The veth pair goes with its namespaces.
  ip netns delete "$customer" 2>/dev/null || true
  ip netns delete "$cloud" 2>/dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Waits up to 5 s for a condition.
await() {
  tries=100
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    if [ "$tries" -eq 0 ]; then
      echo "Nothing came of: $*" >&2
      exit 1
    fi
    sleep 0.05
  done
}

# One end of the link: namespace, interface, MAC, address, the other end's MAC and address.
end_of_link() {
  inside="ip netns exec $1"
  ip -n "$1" link set lo up
  $inside sysctl -qw "net.ipv6.conf.$2.disable_ipv6=1" || true
  ip -n "$1" link set "$2" address "$3" mtu 1500
  # Each record is to be a frame that a wire could carry: no segments merged, checksums in place.
  $inside ethtool -K "$2" rx off tx off sg off tso off gso off gro off lro off >/dev/null 2>&1 || true
  ip -n "$1" address add "$4/24" dev "$2"
  ip -n "$1" link set "$2" up
  ip -n "$1" neighbour replace "$6" lladdr "$5" dev "$2" nud permanent
  shape "$1" "$2"
}

# The rate of the path and, where the kernel has netem, 3 ms of it each way. Without netem the
# round trip is what the shaper's queue (up to 20 ms, drop-tail) makes of it; without tbf either,
# the link is as fast as the machine.
shape() {
  if tc -n "$1" qdisc add dev "$2" root handle 1: netem delay 3ms limit 2000 2>/dev/null; then
    parent='parent 1:'
    delay='3 ms'
  else
    parent=root
    delay=none
  fi
  # shellcheck disable=SC2086
  if tc -n "$1" qdisc add dev "$2" $parent handle 2: tbf rate $rate burst 4kb latency 20ms 2>/dev/null; then
    echo "$2: $rate, delay $delay"
  else
    echo "$2: unshaped, delay $delay"
  fi
}

ip netns add "$customer"
ip netns add "$cloud"
ip link add office0 netns "$customer" type veth peer name cloud0 netns "$cloud"
end_of_link "$customer" office0 $customer_mac $customer_address $cloud_mac $cloud_address
end_of_link "$cloud" cloud0 $cloud_mac $cloud_address $customer_mac $customer_address

at_customer="ip netns exec $customer"
at_cloud="ip netns exec $cloud"

# Servers in the cloud.

chmod 755 "$work"
mkdir "$work/files" "$work/files/backup" "$work/nginx"
chmod 777 "$work/files/backup"
for size in 2 20 100 300 1000; do
  head -c "${size}000" /dev/urandom >"$work/files/$size"
done
cat >"$work/nginx.conf" <<NGINX
daemon off;
pid $work/nginx/pid;
error_log $work/nginx/error.log;
events { worker_connections 256; }
http {
  access_log off;
  sendfile on;
  client_body_temp_path $work/nginx/body;
  proxy_temp_path $work/nginx/proxy;
  fastcgi_temp_path $work/nginx/fastcgi;
  uwsgi_temp_path $work/nginx/uwsgi;
  scgi_temp_path $work/nginx/scgi;
  server {
    listen $cloud_address:80;
    root $work/files;
    location /backup/ { dav_methods PUT; client_max_body_size 10m; }
  }
}
NGINX
$at_cloud nginx -c "$work/nginx.conf" -e "$work/nginx/error.log" &
servers="$servers $!"
for port in 5201 5202; do
  $at_cloud iperf3 --server --port $port >/dev/null 2>&1 &
  servers="$servers $!"
done
await ip netns exec "$customer" curl --silent --fail --output /dev/null "http://$cloud_address/2"
listening() { $at_cloud ss -Hltn "sport = :$1" | grep -q .; }
for port in 5201 5202; do await listening $port; done

# The recording.

$at_customer tcpdump -i office0 -n -s $snaplen -B 16384 --time-stamp-precision=nano \
  -Z root -w "$work/both.pcap" tcp 2>"$work/tcpdump.log" &
recorder=$!
await grep -q 'listening on' "$work/tcpdump.log"
sleep 0.2

# A person at a desk: pages of several objects, one connection each page, with pauses.
browse() {
  for pause in 0.03 0.09 0.02 0.14 0.06 0.09 0.17 0.04 0.15; do
    $at_customer curl --silent --max-time 5 --output /dev/null \
      "http://$cloud_address/2" --next --silent --output /dev/null \
      "http://$cloud_address/$1" --next --silent --output /dev/null "http://$cloud_address/20"
    sleep $pause
  done
}
back_up() {
  sleep 0.05
  $at_customer curl --silent --fail --max-time 5 --upload-file "$work/files/1000" \
    "http://$cloud_address/backup/$1"
}
# A bulk transfer: pause before it, port, then options of iperf3.
bulk() {
  sleep "$1"
  port=$2
  shift 2
  $at_customer timeout 10 iperf3 --client "$cloud_address" --port "$port" "$@" >/dev/null
}

browse 20 &
clients="$clients $!"
browse 100 &
clients="$clients $!"
browse 300 &
clients="$clients $!"
# A backup to the cloud in three streams, then a restore in two, and a steady upload beside them.
# The backup goes to nginx: iperf3 resets connections whose last bytes are still under way.
for copy in 1 2 3; do
  back_up $copy &
  clients="$clients $!"
done
bulk 0.6 5201 --bytes 1500K --parallel 2 --reverse &
clients="$clients $!"
bulk 0.1 5202 --bytes 2400K --bitrate 20M --length 16K &
clients="$clients $!"
for client in $clients; do
  wait "$client"
done
clients=

sleep 0.3
kill -INT "$recorder"
wait "$recorder" || true
recorder=
if ! grep -q '^0 packets dropped by kernel' "$work/tcpdump.log"; then
  cat "$work/tcpdump.log" >&2
  echo 'The recording has gaps; run it again.' >&2
  exit 1
fi

# One file for each direction.

of_direction() {
  tcpdump -n -r "$work/both.pcap" --time-stamp-precision=nano -w "$work/$1" src host "$2" 2>/dev/null
  bytes=$(wc -c <"$work/$1")
  frames=$(tcpdump -n -r "$work/$1" 2>/dev/null | wc -l)
  long=$(tcpdump -n -r "$work/$1" greater 1515 2>/dev/null | wc -l)
  total=$((total + frames))
  echo "$1: $frames frames, $bytes bytes of file"
  if [ "$long" -ne 0 ]; then
    echo "$1: $long frames are longer than 1514 bytes; an offload is still on." >&2
    exit 1
  fi
  if [ "$bytes" -gt $size_max ]; then
    echo "$1: above $size_max bytes; record less." >&2
    exit 1
  fi
}
total=0
of_direction office-to-customer.pcap "$cloud_address"
of_direction office-to-cloud.pcap "$customer_address"
recorded=$(tcpdump -n -r "$work/both.pcap" 2>/dev/null | wc -l)
if [ "$total" -ne "$recorded" ]; then
  echo "The directions have $total frames, the recording $recorded." >&2
  exit 1
fi
for name in office-to-customer.pcap office-to-cloud.pcap; do
  install -m 644 "$work/$name" "$out/$name"
done
