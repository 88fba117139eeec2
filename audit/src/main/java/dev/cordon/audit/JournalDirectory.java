package dev.cordon.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The journal's directory and the names and permissions of what is in it.
 *
 * <p>INVARIANT: the directory is a real one, owned by us, writable by us alone, so no name in it
 * can be swapped by another user.
 *
 * @param path the directory; its parents may be symbolic links, it may not
 */
record JournalDirectory(Path path) {
  private static final String SEGMENT_SUFFIX = ".jsonl";
  private static final String TORN_SUFFIX = ".torn";
  private static final int SEGMENT_DIGITS = 10;
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int FILE_TYPE_MASK = 0170000;
  private static final int DIRECTORY_TYPE = 0040000;
  private static final int SYMLINK_TYPE = 0120000;
  private static final PosixFilePermission READ = PosixFilePermission.OWNER_READ;
  private static final PosixFilePermission WRITE = PosixFilePermission.OWNER_WRITE;
  private static final PosixFilePermission EXECUTE = PosixFilePermission.OWNER_EXECUTE;

  /** The user id of this process, from the owner of {@code /proc/self}; -1 where there is none. */
  static int currentUser() {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException | UnsupportedOperationException e) {
      return -1;
    }
  }

  /**
   * The directory, made with mode 0700 when it is not there, its parent too.
   *
   * @param user the user id that has to own it; -1 when that cannot be known
   */
  static JournalDirectory open(Path path, int user) throws JournalException {
    try {
      create(path);
      check(path, user);
      return new JournalDirectory(path.toRealPath());
    } catch (IOException e) {
      throw JournalException.of("open", path, e);
    }
  }

  /** The directory for reading only, resolved when it is there. */
  static JournalDirectory existing(Path path) throws IOException {
    return new JournalDirectory(Files.exists(path) ? path.toRealPath() : path.toAbsolutePath());
  }

  private static void create(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null && !Files.exists(parent)) {
      create(parent);
    }
    try {
      Files.createDirectory(
          path, PosixFilePermissions.asFileAttribute(EnumSet.range(READ, EXECUTE)));
      if (parent != null) {
        force(parent);
      }
    } catch (FileAlreadyExistsException e) {
      // another process made it in the meantime; it is checked like any other
    }
  }

  private static void check(Path path, int user) throws IOException {
    Map<String, Object> attributes =
        Files.readAttributes(path, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
    int mode = (Integer) Objects.requireNonNull(attributes.get("mode"));
    int owner = (Integer) Objects.requireNonNull(attributes.get("uid"));
    int type = mode & FILE_TYPE_MASK;
    if (type == SYMLINK_TYPE) {
      throw new JournalException(
          "the journal's directory " + path + " is a symbolic link",
          "replace the link by a directory, or set CORDON_HOME to where it points");
    }
    if (type != DIRECTORY_TYPE) {
      throw new JournalException(
          "the journal's path " + path + " is not a directory", "move the file out of the way");
    }
    if (user >= 0 && owner != user) {
      throw new JournalException(
          "the journal's directory " + path + " belongs to user id " + owner + ", not to " + user,
          "run as its owner, or set CORDON_HOME to a directory of your own");
    }
    if ((mode & WRITABLE_BY_OTHERS) != 0) {
      throw new JournalException(
          "the journal's directory " + path + " can be written by others",
          "run chmod 700 " + path + ", then cordon log verify");
    }
  }

  Path head() {
    return path.resolve("head");
  }

  Path lock() {
    return path.resolve("lock");
  }

  Path segment(long first) {
    return path.resolve(segmentName(first));
  }

  /** The name of the segment whose first line has this number. */
  static String segmentName(long first) {
    String number = Long.toString(first);
    int zeros = Math.max(0, SEGMENT_DIGITS - number.length());
    return "0".repeat(zeros) + number + SEGMENT_SUFFIX;
  }

  /** A free name for bytes that are moved out of a segment from an offset on. */
  Path torn(long segment, long offset) {
    String name = segment(segment).getFileName() + "." + offset;
    Path side = path.resolve(name + TORN_SUFFIX);
    for (int i = 2; Files.exists(side, LinkOption.NOFOLLOW_LINKS); i++) {
      side = path.resolve(name + "." + i + TORN_SUFFIX);
    }
    return side;
  }

  /** The numbers in the names of the segments, in order. */
  long[] segments() throws IOException {
    long[] firsts = new long[16];
    int count = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        long first = segmentNumber(file.getFileName().toString());
        if (first > 0) {
          if (count == firsts.length) {
            firsts = Arrays.copyOf(firsts, count * 2);
          }
          firsts[count++] = first;
        }
      }
    } catch (NoSuchFileException e) {
      return new long[0];
    }
    long[] sorted = Arrays.copyOf(firsts, count);
    Arrays.sort(sorted);
    return sorted;
  }

  /** The names of the side files with torn bytes, in order. */
  List<String> tornFiles() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + TORN_SUFFIX)) {
      for (Path file : files) {
        names.add(file.getFileName().toString());
      }
    } catch (NoSuchFileException e) {
      return names;
    }
    Collections.sort(names);
    return names;
  }

  private static long segmentNumber(String name) {
    if (!name.endsWith(SEGMENT_SUFFIX)) {
      return -1;
    }
    String digits = name.substring(0, name.length() - SEGMENT_SUFFIX.length());
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9 || number > Long.MAX_VALUE / 10 - 1) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return digits.length() < SEGMENT_DIGITS ? -1 : number;
  }

  /** Opens a file for reading and writing; one that is not there is made with mode 0600. */
  RandomAccessFile openFile(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      try {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(EnumSet.of(READ, WRITE)));
      } catch (FileAlreadyExistsException e) {
        // another process made it in the meantime
      }
    }
    return new RandomAccessFile(file.toFile(), "rw");
  }

  /** The length of a segment, 0 when it is not there. */
  long segmentLength(long first) {
    return segment(first).toFile().length();
  }

  /**
   * Forces a file to disk.
   *
   * @throws IOException also when it is not there: what was written to it is lost
   */
  void forceFile(Path file) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      open.getFD().sync();
    }
  }

  /** Forces the directory's entries to disk. */
  void force() throws IOException {
    force(path);
  }

  private static void force(Path directory) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
          channel.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
