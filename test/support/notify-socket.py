# Stands in for systemd: prints what is sent to its notification socket (sd_notify(3)). Node has no AF_UNIX datagrams.
import socket, sys

server = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
server.bind(sys.argv[1])
print("listening")
while True:
    print(server.recv(4096).decode())
