"""Connects to the socket at the path given, or binds one when told; goes there folder by folder: no path is too long."""
import os
import socket
import sys

*folders, name = sys.argv[1].split("/")
binds = len(sys.argv) > 2
for folder in folders:
    if binds:
        os.makedirs(folder, exist_ok=True)
    os.chdir(folder or "/")
client = socket.socket(socket.AF_UNIX)
if binds:
    client.bind(name)
else:
    client.connect(name)
