package dev.cordon.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The approvals remembered for one workspace: a file of JSON lines in Cordon's own state. A line
 * that cannot be read grants nothing, and stays. Readers see the whole of a change or nothing of
 * it; who changes a book holds the lock of all. Not thread-safe.
 */
final class GrantBook {
  /** How long a yes for a project holds. */
  static final Duration PROJECT_EXPIRY = Duration.ofDays(30);

  /** What the names of books end with. */
  static final String SUFFIX = ".jsonl";

  private static final String LOCK = "lock";

  private final Path file;
  private final List<Grant> grants = new ArrayList<>();
  private String read = "";
  private int unreadable;

  private GrantBook(Path file) {
    this.file = file;
  }

  /** Opens the book of one workspace; most often there is none, and nothing is read. */
  static GrantBook open(Path state, String workspaceName) throws IOException {
    return open(folder(state).resolve(workspaceName + SUFFIX));
  }

  static GrantBook open(Path file) throws IOException {
    GrantBook book = new GrantBook(file);
    book.refresh();
    return book;
  }

  /** Where all books lie. */
  static Path folder(Path state) {
    return state.resolve("grants");
  }

  /**
   * Reads again when there is another file than was read.
   *
   * @return whether there was
   */
  boolean refreshIfChanged() throws IOException {
    boolean changed = !state().equals(read);
    if (changed) {
      refresh();
    }
    return changed;
  }

  /** What tells one content of the file from another; looked at before it is read. */
  private String state() throws IOException {
    try {
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.fileKey() + " " + found.size() + " " + found.lastModifiedTime();
    } catch (NoSuchFileException none) {
      return "";
    }
  }

  /** Reads again what other sessions may have changed. */
  void refresh() throws IOException {
    read = state();
    grants.clear();
    unreadable = 0;
    for (String line : lines()) {
      Grant grant = GrantLine.read(line);
      if (grant != null) {
        grants.add(grant);
      } else if (!line.isBlank()) {
        unreadable++;
      }
    }
  }

  /** All that can be read, in the order it was granted, also what has expired. */
  List<Grant> grants() {
    return List.copyOf(grants);
  }

  /** Lines that cannot be read. */
  int unreadable() {
    return unreadable;
  }

  boolean covers(String kind, String argument, Instant now) {
    for (Grant grant : grants) {
      if (grant.covers(kind, argument, now)) {
        return true;
      }
    }
    return false;
  }

  boolean covers(Permit permit, Instant now) {
    for (Grant grant : grants) {
      if (grant.covers(permit, now)) {
        return true;
      }
    }
    return false;
  }

  /** What is granted of one kind now: arguments, in the order they were granted. */
  List<String> arguments(String kind, Instant now) {
    List<String> arguments = new ArrayList<>();
    for (Grant grant : grants) {
      if (grant.covers(kind, grant.argument(), now) && !arguments.contains(grant.argument())) {
        arguments.add(grant.argument());
      }
    }
    return arguments;
  }

  void add(Grant grant) throws IOException {
    try (StateLock _ = lock()) {
      append(GrantLine.stored(grant) + "\n");
    }
    grants.add(grant);
  }

  /** Takes grants out, for good; a book without a line is removed. */
  List<Grant> remove(Predicate<Grant> which) throws IOException {
    try (StateLock _ = lock()) {
      List<Grant> removed = new ArrayList<>();
      StringBuilder kept = new StringBuilder();
      for (String line : lines()) {
        Grant grant = GrantLine.read(line);
        if (grant != null && which.test(grant)) {
          removed.add(grant);
        } else if (!line.isBlank()) {
          kept.append(line).append('\n');
        }
      }
      if (!removed.isEmpty()) {
        replace(kept.toString());
      }
      refresh();
      return removed;
    }
  }

  private StateLock lock() throws IOException {
    return StateLock.hold(file.resolveSibling(LOCK));
  }

  private List<String> lines() throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    // What is not UTF-8 in one line must not hide the others.
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      lines.add(new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }
    return lines;
  }

  private void replace(String text) throws IOException {
    if (text.isEmpty()) {
      Files.deleteIfExists(file);
      return;
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (FileChannel channel =
        channel(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
      write(channel, text);
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void append(String line) throws IOException {
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
    try (FileChannel book = channel(file, options)) {
      // A writer that was killed may have left half a line.
      write(book, book.size() > 0 && !endsWithNewline() ? "\n" + line : line);
    }
  }

  private static FileChannel channel(Path path, Set<OpenOption> options) throws IOException {
    return FileChannel.open(
        path,
        options,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private void write(FileChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    int whole = bytes.remaining();
    if (channel.write(bytes) != whole) {
      throw new IOException("cannot write " + file + " whole");
    }
  }

  private boolean endsWithNewline() throws IOException {
    try (FileChannel book = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return book.read(last, Math.max(0, book.size() - 1)) == 1 && last.get(0) == '\n';
    }
  }
}
