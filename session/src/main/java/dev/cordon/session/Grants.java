package dev.cordon.session;

import dev.cordon.sandbox.Additions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
  private final List<Path> madeByUs = new ArrayList<>();
  private boolean network;

  Grants(GrantBook book, Context context) {
    this.book = book;
    this.context = context;
    Instant now = context.clock().instant();
    for (String path : book.arguments(Widening.Kind.WRITE.text(), now)) {
      // A path that is gone grants nothing; a link there now is not what was approved.
      Path granted = Path.of(path);
      if (Files.exists(granted, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(granted)) {
        writable.add(granted);
      }
    }
    network = book.covers(Widening.Kind.NETWORK.text(), "*", now);
  }

  /** Whether running exactly this command was approved for the project. */
  boolean coversRun(String commandLine) {
    return book.covers(Widening.Kind.RUN.text(), commandLine, context.clock().instant());
  }

  boolean covers(Widening widening) {
    return widening.path() == null ? network : writable.contains(widening.path());
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

  /** Removes what was made for a yes and not used: still empty. */
  void tidy() {
    for (Path path : madeByUs) {
      try {
        boolean unused =
            Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) || Files.size(path) == 0;
        if (unused && !made.contains(path)) {
          Files.deleteIfExists(path);
        }
      } catch (IOException inUse) {
        // A directory with something in it stays.
      }
    }
  }

  private void open(Widening widening, Path path) throws IOException {
    switch (widening.made()) {
      case NOTHING -> {}
      case FILE -> {
        Files.createFile(path);
        madeByUs.add(path);
      }
      case FOLDER -> {
        Files.createDirectory(path);
        made.add(path);
      }
    }
    writable.add(path);
  }
}
