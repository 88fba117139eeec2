"""Writes a git index: index.py FILE VERSION NAME=OBJECT..., or, with VERSION `link`, one that continues another."""

import hashlib
import os
import struct
import sys


def index(version, entries, extension=b""):
    data = b"DIRC" + struct.pack(">II", version, len(entries))
    last = b""
    for name, sha in entries:
        head = struct.pack(">10I", 0, 0, 0, 0, 0, 0, 0o100755, 0, 0, 0) + bytes.fromhex(sha)
        head += struct.pack(">H", len(name))
        if version == 4:
            common = len(os.path.commonprefix([last, name]))
            data += head + bytes([len(last) - common]) + name[common:] + b"\0"
            last = name
        else:
            entry = head + name
            data += entry + b"\0" * (8 - len(entry) % 8)
    data += extension
    return data + hashlib.sha1(data).digest()


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


path, version, entries = sys.argv[1], sys.argv[2], []
for argument in sys.argv[3:]:
    name, sha = argument.rsplit("=", 1)
    entries.append((name.encode(), sha))
if version == "link":
    base = index(2, entries)
    write(os.path.dirname(path) + "/sharedindex." + base[-20:].hex(), base)
    none = struct.pack(">IIQI", 0, 1, 0, 0)
    link = base[-20:] + none + none
    write(path, index(2, [], b"link" + struct.pack(">I", len(link)) + link))
else:
    write(path, index(int(version), entries))
