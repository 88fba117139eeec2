package dev.cordon.session;

import dev.cordon.sandbox.Additions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has been approved for this session, from answers in it and from those remembered for the
 * project. Not thread-safe.
 */
final class Grants {
  private final GrantBook book;
  private final Context context;
  private final Set<Path> writable = new LinkedHashSet<>();
  private final Set<Path> made = new LinkedHashSet<>();
  private final Set<Path> remembered = new LinkedHashSet<>();
  private final Map<Path, FileTime> files = new LinkedHashMap<>();
  private boolean network;

  Grants(GrantBook book, Context context) {
    this.book = book;
    this.context = context;
    Instant now = context.clock().instant();
    for (String path : book.arguments(Widening.Kind.WRITE.text(), now)) {
      Path granted = Path.of(path);
      if (isStillItself(granted)) {
        writable.add(granted);
      } else if (isGone(granted)) {
        remembered.add(granted);
      }
    }
    network = book.covers(Widening.Kind.NETWORK.text(), "*", now);
  }

  /** Nothing is there, and its folder is still what it was: it may be made again. */
  private static boolean isGone(Path granted) {
    Path folder = granted.getParent();
    return folder != null
        && !Files.exists(granted, LinkOption.NOFOLLOW_LINKS)
        && isStillItself(folder);
  }

  /** A path that is gone opens nothing; with a link in it now, it is not what was approved. */
  private static boolean isStillItself(Path granted) {
    try {
      return granted.toRealPath().equals(granted);
    } catch (IOException gone) {
      return false;
    }
  }

  /** Whether running exactly this command was approved for the project. */
  boolean coversRun(String commandLine) {
    // What is not UTF-8 reads the same as something else: it is asked about each time.
    return commandLine.indexOf('\uFFFD') < 0
        && book.covers(Widening.Kind.RUN.text(), commandLine, context.clock().instant());
  }

  boolean covers(Widening widening) {
    return widening.path() == null ? network : writable.contains(widening.path());
  }

  /** Whether this was approved for the project at a time when it was there. */
  boolean remembers(Widening widening) {
    return widening.path() != null && remembered.contains(widening.path());
  }

  /** Opens again what the project has a yes for. */
  void reopen(Widening widening) throws IOException {
    if (widening.path() != null && remembered.remove(widening.path())) {
      open(widening, widening.path());
    }
  }

  /**
   * Takes a yes.
   *
   * @return when it expires, or null when it is not kept beyond this session
   * @throws IOException when what has to be made cannot be made, or a yes for the project not be
   *     kept
   */
  @Nullable Instant take(Widening widening, Answer.Yes yes) throws IOException {
    if (widening.kind() == Widening.Kind.NETWORK) {
      network = true;
    } else if (widening.path() != null) {
      open(widening, widening.path());
    }
    if (yes.scope() != Scope.PROJECT) {
      return null;
    }
    Instant now = context.clock().instant();
    Instant expires = now.plus(GrantBook.PROJECT_EXPIRY);
    book.add(
        new Grant(
            widening.kind().text(), widening.argument(), yes.who(), yes.channel(), now, expires));
    return expires;
  }

  Additions additions() {
    return new Additions(List.copyOf(writable), List.copyOf(made), network);
  }

  /**
   * Removes what was made for a yes when nothing came of it. What a command may have meant to leave
   * stays, also when it is empty.
   *
   * @param ran whether the command ran with it
   * @param succeeded whether it ended with 0
   */
  void tidy(boolean ran, boolean succeeded) {
    for (Map.Entry<Path, FileTime> file : files.entrySet()) {
      if (!succeeded) {
        removeUntouched(file.getKey(), file.getValue());
      }
    }
    for (Path folder : made) {
      if (!ran) {
        removeEmpty(folder);
      }
    }
  }

  private static void removeUntouched(Path file, FileTime changed) {
    try {
      if (Files.size(file) == 0 && changed.equals(changeTime(file))) {
        Files.deleteIfExists(file);
      }
    } catch (IOException gone) {
      // Then there is nothing to remove.
    }
  }

  private static void removeEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException inUse) {
      // A folder with something in it stays.
    }
  }

  private static FileTime changeTime(Path path) throws IOException {
    return (FileTime) Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
  }

  private void open(Widening widening, Path path) throws IOException {
    switch (widening.made()) {
      case NOTHING -> {}
      case FILE -> {
        Files.createFile(path);
        files.put(path, changeTime(path));
      }
      case FOLDER -> {
        Files.createDirectory(path);
        made.add(path);
      }
    }
    writable.add(path);
  }
}
