package dev.cordon.bench;

import dev.cordon.sandbox.Operation;
import dev.cordon.sandbox.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line with which bubblewrap alone does the same plan: the same mounts and namespaces,
 * without what it cannot do (sockets of the host, bound on processes, evidence, filters).
 */
final class BareBubblewrap {
  private final List<String> words = new ArrayList<>();

  private BareBubblewrap(Path program) {
    words.add(program.toString());
  }

  static List<String> words(Path bubblewrap, Plan plan, Path workspace, List<String> command) {
    BareBubblewrap bare = new BareBubblewrap(bubblewrap);
    for (Operation operation : plan.operations()) {
      bare.add(operation);
    }
    bare.words.addAll(List.of("--remount-ro", "/proc", "--unshare-user", "--unshare-pid"));
    bare.words.addAll(List.of("--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"));
    if (!plan.sharedNetwork()) {
      bare.words.add("--unshare-net");
    }
    bare.words.addAll(List.of("--die-with-parent", "--cap-drop", "ALL"));
    bare.words.addAll(List.of("--chdir", workspace.toString(), "--"));
    bare.words.addAll(command);
    return bare.words;
  }

  private void add(Operation operation) {
    String path = operation.argument();
    switch (operation.kind()) {
      case SHOW, KEEP -> show(Path.of(path));
      case TMPFS -> words.addAll(List.of("--tmpfs", path.substring(path.lastIndexOf(' ') + 1)));
      case DIR -> words.addAll(List.of("--dir", path));
      case OPEN -> words.addAll(List.of("--bind", path, path));
      case GUARD, GUARD_FILE, GUARD_SELF, GUARD_NAME -> guard(operation.kind(), path);
      case SHUT -> {
        if (exists(Path.of(path))) {
          words.addAll(List.of("--ro-bind", path, path));
        }
      }
      case MASK -> words.addAll(List.of("--ro-bind", "/dev/null", path));
      case SEAL -> words.addAll(List.of("--remount-ro", path));
      case PROC -> words.addAll(List.of("--proc", path));
      case DEVICES -> words.addAll(List.of("--dev", path));
    }
  }

  private void show(Path path) {
    if (Files.isSymbolicLink(path)) {
      try {
        words.addAll(
            List.of("--symlink", Files.readSymbolicLink(path).toString(), path.toString()));
      } catch (IOException gone) {
        throw new UncheckedIOException(gone);
      }
    } else if (Files.isDirectory(path) || Files.isRegularFile(path)) {
      words.addAll(List.of("--ro-bind", path.toString(), path.toString()));
    }
  }

  /** An absent path is held by an empty folder or file, as peers that use bubblewrap hold it. */
  private void guard(Operation.Kind kind, String path) {
    if (exists(Path.of(path))) {
      words.addAll(List.of("--ro-bind", path, path));
    } else if (kind == Operation.Kind.GUARD) {
      words.addAll(List.of("--perms", "0555", "--tmpfs", path, "--remount-ro", path));
    } else {
      words.addAll(List.of("--ro-bind", "/dev/null", path));
    }
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
