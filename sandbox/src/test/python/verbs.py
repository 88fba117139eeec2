"""Tries every verb that changes a name on each path listed in `list`, and says which succeeded."""
import ctypes, os, shutil

libc = ctypes.CDLL(None, use_errno=True)


def write(path, mode="w"):
    with open(path, mode) as file:
        file.write("x")


def exchange(path, other):
    if libc.renameat2(-100, path.encode(), -100, other.encode(), 2) != 0:
        raise OSError(ctypes.get_errno(), "renameat2")


def through_second_name(path):
    os.link(path, "second")
    write("second")


def replaced_by_link(path):
    os.symlink("/tmp", "link")
    try:
        os.rename("link", path)
    finally:
        if os.path.islink("link"):
            os.unlink("link")


def through_magic_link(path):
    fd = os.open(path, os.O_PATH)
    write("/proc/self/fd/%d" % fd)


verbs = {
    "write": write,
    "append": lambda p: write(p, "a"),
    "write below": lambda p: write(p + "/x"),
    "write through O_PATH": through_magic_link,
    "mkdir": os.mkdir,
    "mkdir below": lambda p: os.makedirs(p + "/x/y"),
    "symlink": lambda p: os.symlink("/tmp", p),
    "replace by link": replaced_by_link,
    "link onto": lambda p: os.link("spare.txt", p),
    "write through second name": through_second_name,
    "rename folder onto": lambda p: os.rename("spare", p),
    "rename file onto": lambda p: os.rename("spare.txt", p),
    "rename away": lambda p: os.rename(p, "moved"),
    "exchange": lambda p: exchange(p, "spare"),
    "unlink": os.unlink,
    "rmdir": os.rmdir,
    "remove tree": shutil.rmtree,
    "chmod": lambda p: os.chmod(p, 0o777),
    "chown": lambda p: os.chown(p, os.getuid(), os.getgid()),
    "utime": lambda p: os.utime(p),
    "fifo": os.mkfifo,
    "truncate": lambda p: os.truncate(p, 1),
    "xattr": lambda p: os.setxattr(p, "user.x", b"1"),
}
on_parents = ["replace by link", "rename folder onto", "rename away", "exchange", "rmdir"]


def attempt(name, path):
    try:
        verbs[name](path)
        print("done:", name, path)
    except OSError:
        pass


os.mkdir("spare")
write("spare.txt")
for path in open("list").read().splitlines():
    for name in verbs:
        attempt(name, path)
    parent = os.path.dirname(path)
    while parent:
        for name in on_parents:
            attempt(name, parent)
        parent = os.path.dirname(parent)
for name in on_parents:
    attempt(name, os.getcwd())
