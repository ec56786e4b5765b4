# One function for each real client; sourced inside the client's namespace. $1 = the URL to open, $2 = an empty folder.
# LAB_NODE and LAB_WPADD are this checkout's Node and its program.

chromium_detects() {
  HOME=$2 exec chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
    --disable-component-update --disable-sync --disable-default-apps --disable-extensions --disable-dev-shm-usage \
    --proxy-auto-detect --user-data-dir="$2/profile" --dump-dom "$1"
}

# type 4 is "auto-detect proxy settings for this network"; the rest keeps Firefox from calling home
firefox_detects() {
  mkdir -p "$2/profile"
  cat >"$2/profile/user.js" <<'J'
user_pref("network.proxy.type", 4);
user_pref("app.normandy.enabled", false);
user_pref("app.update.enabled", false);
user_pref("browser.newtabpage.enabled", false);
user_pref("browser.region.network.url", "");
user_pref("browser.region.update.enabled", false);
user_pref("browser.safebrowsing.malware.enabled", false);
user_pref("browser.safebrowsing.phishing.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("dom.push.connection.enabled", false);
user_pref("extensions.systemAddon.update.enabled", false);
user_pref("extensions.update.enabled", false);
user_pref("media.gmp-manager.updateEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("network.dns.disablePrefetch", true);
user_pref("network.trr.mode", 5);
user_pref("services.settings.server", "http://127.0.0.1:9/");
user_pref("toolkit.telemetry.enabled", false);
J
  HOME=$2 MOZ_DISABLE_CONTENT_SANDBOX=1 exec firefox-esr --headless --no-remote --profile "$2/profile" --screenshot "$2/shot.png" "$1"
}

libproxy_detects() {
  http_proxy=wpad:// exec proxy "$1"
}

nmap_discovers() { # by DNS alone: its DHCP part sends a DISCOVER, which only a server of leases answers
  exec nmap --script broadcast-wpad-discover \
    --script-args broadcast-wpad-discover.nodhcp,broadcast-wpad-discover.domain=department.branch.example.test
}

dhcpcd_informs() { # its script prints what it learnt and changes nothing
  mount -t tmpfs lab /var/lib/dhcpcd 2>/dev/null
  printf '#!/bin/sh\nenv | grep -aE "^(reason|new_wpad_url|new_dhcp_message_type)="\nexit 0\n' >"$2/print"
  chmod +x "$2/print"
  exec dhcpcd -4 -1 -B -d --inform "$(ip -4 -o addr show eth0 | sed -E 's/.* inet ([^ ]+).*/\1/')" -o wpad_url -c "$2/print" eth0
}

# wpadd in a client's place, on its machine: the same name, search list and resolver
wpadd_discovers() { # $3... = what follows `wpadd discover`
  exec "$LAB_NODE" "$LAB_WPADD" discover --json "${@:3}"
}
