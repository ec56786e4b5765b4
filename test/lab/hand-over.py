# Runs a program with a DHCP socket for each interface, as systemd does with BindToDevice= and FileDescriptorName=.
# Arguments: the interfaces with commas between, then the program and its arguments.
import fcntl
import os
import socket
import sys

first = 3  # sd_listen_fds(3)
names = sys.argv[1].split(',')
copies = []
for name in names:
    one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    one.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, name.encode())
    one.bind(('0.0.0.0', 67))
    # out of the way of the numbers that they get
    copies.append(fcntl.fcntl(one, fcntl.F_DUPFD, first + 100))
for number, copy in enumerate(copies, first):
    os.dup2(copy, number, inheritable=True)
    os.close(copy)
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS=str(len(names)), LISTEN_FDNAMES=':'.join(names))
os.execv(sys.argv[2], sys.argv[2:])
