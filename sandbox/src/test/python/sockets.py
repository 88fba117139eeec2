"""Lets two processes talk over each kind of socket, and names those that worked."""
import array, os, socket


def stream(family, address, name):
    server = socket.socket(family, socket.SOCK_STREAM)
    server.bind(address)
    server.listen()
    where = server.getsockname()
    if os.fork() == 0:
        client = socket.socket(family, socket.SOCK_STREAM)
        client.connect(where)
        client.sendall(b"hello")
        os._exit(0)
    peer, _ = server.accept()
    assert peer.recv(5) == b"hello"
    os.wait()
    print(name, flush=True)


def datagram(family, address, name):
    server = socket.socket(family, socket.SOCK_DGRAM)
    server.bind(address)
    where = server.getsockname()
    if os.fork() == 0:
        socket.socket(family, socket.SOCK_DGRAM).sendto(b"hello", where)
        os._exit(0)
    assert server.recv(5) == b"hello"
    os.wait()
    print(name, flush=True)


stream(socket.AF_UNIX, "stream", "stream workspace")
datagram(socket.AF_UNIX, "dgram", "dgram workspace")
stream(socket.AF_UNIX, "/tmp/stream", "stream tmp")
stream(socket.AF_UNIX, "\0cordon", "stream abstract")
one, other = socket.socketpair()
one.send(b"x")
assert other.recv(1) == b"x"
print("socketpair", flush=True)
socket.send_fds(one, [b"x"], [os.open("/etc/passwd", os.O_RDONLY)])
_, descriptors, _, _ = socket.recv_fds(other, 1, 1)
assert os.read(descriptors[0], 4)
print("descriptor", flush=True)
stream(socket.AF_INET, ("127.0.0.1", 0), "tcp")
stream(socket.AF_INET6, ("::1", 0), "tcp6")
datagram(socket.AF_INET, ("127.0.0.1", 0), "udp")
stream(socket.AF_INET, ("0.0.0.0", 0), "listen any")
