#!/bin/bash
# The lab's network, up while standard input is open: network.sh prints "up", waits for the end of its input, takes all down.
# So the network goes away with whoever started it, however that one ends.
#
#   wl-server 10.99.0.1 ---+                     +--- wl-guest 10.99.0.30
#   wl-proxy  10.99.0.3 ---+--- wl-switch (br0) -+--- wl-bare  (no address)
#   wl-other  10.99.0.4 ---+                     +--- wl-relay 10.99.0.254 | 10.99.1.254 --- wl-remote 10.99.1.20
#   wl-client 10.99.0.20 --+
#
# Nothing leaves these namespaces. Every name begins with "wl-", so that taking down can touch nothing else.
set -u
SPACES="wl-switch wl-server wl-proxy wl-other wl-client wl-guest wl-bare wl-relay wl-remote"
NAME=pc.department.branch.example.test

plug() { # plug NAMESPACE [ADDRESS]: a cable from the namespace's eth0 to the switch
  local port=p-${1#wl-}
  ip link add "$port" netns wl-switch type veth peer name eth0 netns "$1"
  ip -n wl-switch link set "$port" master br0 up
  [ -z "${2:-}" ] || ip -n "$1" addr add "$2/24" dev eth0
  ip -n "$1" link set eth0 up
  # broadcasts need a route: by way of nobody, so that nothing else gets anywhere
  ip -n "$1" route add default dev eth0
}

up() {
  local space
  for space in $SPACES; do
    ip netns add "$space" || return
    ip -n "$space" link set lo up
    ip netns exec "$space" sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
    mkdir -p "/etc/netns/$space"
    printf 'search branch.example.test example.test\nnameserver 10.99.0.1\n' >"/etc/netns/$space/resolv.conf"
    printf '127.0.0.1 localhost\n10.99.0.20 %s pc\n' $NAME >"/etc/netns/$space/hosts"
  done
  ip -n wl-switch link add br0 type bridge && ip -n wl-switch link set br0 up &&
    plug wl-server 10.99.0.1 && plug wl-proxy 10.99.0.3 && plug wl-other 10.99.0.4 && plug wl-client 10.99.0.20 &&
    plug wl-guest 10.99.0.30 && plug wl-bare && plug wl-relay 10.99.0.254 && second_subnet
}

second_subnet() { # behind wl-relay, which passes packets on between the two
  ip link add eth1 netns wl-relay type veth peer name eth0 netns wl-remote
  ip -n wl-relay addr add 10.99.1.254/24 dev eth1 && ip -n wl-relay link set eth1 up
  ip -n wl-remote addr add 10.99.1.20/24 dev eth0 && ip -n wl-remote link set eth0 up
  ip netns exec wl-relay sysctl -qw net.ipv4.ip_forward=1
  ip -n wl-remote route add default via 10.99.1.254
  ip -n wl-server route add 10.99.1.0/24 via 10.99.0.254 && ip -n wl-proxy route add 10.99.1.0/24 via 10.99.0.254
}

down() { # ends only processes that live inside our own namespaces, by number
  local space number signal
  for signal in TERM KILL; do
    for space in $SPACES; do
      for number in $(ip netns pids "$space" 2>/dev/null); do kill -$signal "$number" 2>/dev/null; done
    done
    [ $signal = KILL ] || sleep 0.3
  done
  for space in $SPACES; do
    ip netns del "$space" 2>/dev/null
    rm -rf "/etc/netns/${space:?}"
  done
}

# one lab at a time on a machine, whoever's it is
exec 9>/run/wpad-lab.lock
flock -w 300 9 || { echo "another lab has been running for five minutes (/run/wpad-lab.lock)" >&2; exit 1; }
trap 'down' EXIT
trap 'exit 130' INT TERM HUP
down
up || { echo "the namespaces cannot be made (root, or CAP_NET_ADMIN and CAP_SYS_ADMIN, is needed)" >&2; exit 1; }
echo up
read -r _ || true
