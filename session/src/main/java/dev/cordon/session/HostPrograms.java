package dev.cordon.session;

import dev.cordon.policy.Policy;
import dev.cordon.shell.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What programs of this machine are, by the file they lead to: a link, another way to write the
 * path and a copy are what they lead to or were made of. Reads the file system at each call.
 */
public final class HostPrograms implements Programs {

  /** Folders whose programs only root can replace, once links are followed. */
  private static final List<Path> SYSTEM =
      List.of(Path.of("/usr/bin"), Path.of("/usr/sbin"), Path.of("/bin"), Path.of("/sbin"));

  /** Programs of several names, which do what they are called. */
  private static final List<String> OF_MANY_NAMES = List.of("busybox", "toybox", "coreutils");

  /** Programs a copy is compared with, besides those known for what they destroy. */
  private static final List<String> RUNNERS =
      List.of("sh", "bash", "dash", "busybox", "env", "sudo", "xargs", "python3", "perl", "node");

  /** Larger files are not compared: no program of the system is larger. */
  private static final long MAX_COMPARED_BYTES = 256L * 1024 * 1024;

  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

  private final Path directory;
  private final @Nullable String search;

  /**
   * Programs as a command started in {@code directory} finds them.
   *
   * @param directory absolute
   * @param search the value of {@code PATH}; null when it is not set
   */
  public HostPrograms(Path directory, @Nullable String search) {
    this.directory = directory;
    this.search = search;
  }

  @Override
  public String nameOf(String word) {
    String called = BY_NAME.nameOf(word);
    Path program = find(directory, word, search);
    if (program == null) {
      return called;
    }
    String own = BY_NAME.nameOf(program.toString());
    if (!isInSystem(program)) {
      String original = originalOf(program);
      return original == null ? called : original;
    }
    boolean better = !Policy.knows(called) && Policy.knows(own) && !OF_MANY_NAMES.contains(own);
    return better ? own : called;
  }

  @Override
  public boolean isSystem(String word) {
    Path program = find(directory, word, search);
    return program == null ? word.indexOf('/') < 0 : isInSystem(program);
  }

  private static boolean isInSystem(Path program) {
    return SYSTEM.contains(program.getParent());
  }

  /** The program that is the same file, or has the same content; null when none is known. */
  private static @Nullable String originalOf(Path program) {
    try {
      long size = Files.size(program);
      if (size > MAX_COMPARED_BYTES || !isElf(program)) {
        return null;
      }
      String original = sameAs(program, size, RUNNERS);
      return original == null ? sameAs(program, size, Policy.destructivePrograms()) : original;
    } catch (IOException unreadable) {
      return null;
    }
  }

  private static @Nullable String sameAs(Path program, long size, List<String> names)
      throws IOException {
    for (String name : names) {
      for (int i = 0; i < 2; i++) {
        Path original = SYSTEM.get(i).resolve(name);
        if (Files.isRegularFile(original)
            && Files.size(original) == size
            && Files.mismatch(original, program) < 0) {
          return name;
        }
      }
    }
    return null;
  }

  private static boolean isElf(Path program) throws IOException {
    try (InputStream in = Files.newInputStream(program)) {
      return Arrays.equals(in.readNBytes(ELF.length), ELF);
    }
  }

  /** The file that a shell would execute, its links followed; null when there is none. */
  static @Nullable Path find(Path directory, String name, @Nullable String search) {
    String folders = name.indexOf('/') >= 0 || search == null ? "" : search;
    int start = 0;
    while (start <= folders.length()) {
      int colon = folders.indexOf(':', start);
      int end = colon < 0 ? folders.length() : colon;
      Path program = program(directory, folders.substring(start, end), name);
      if (program != null) {
        return program;
      }
      start = end + 1;
    }
    return null;
  }

  private static @Nullable Path program(Path directory, String folder, String name) {
    try {
      Path program = directory.resolve(folder).resolve(name);
      boolean runs = Files.isExecutable(program) && !Files.isDirectory(program);
      return runs ? program.toRealPath() : null;
    } catch (IOException | InvalidPathException gone) {
      return null;
    }
  }
}
