package dev.cordon.session;

import dev.cordon.audit.Randomness;
import dev.cordon.policy.Limits;
import dev.cordon.policy.NetworkAccess;
import dev.cordon.policy.SandboxMode;
import dev.cordon.sandbox.Additions;
import dev.cordon.secrets.Redaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
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
  /** Why a yes opens nothing any more. */
  static final String CHANGED = "what lies there changed after the question was put";

  private final GrantBook book;
  private final Context context;
  private final String project;
  private final Set<Path> writable = new LinkedHashSet<>();
  private final Set<Path> made = new LinkedHashSet<>();
  private final Set<Path> remembered = new LinkedHashSet<>();
  private final Map<Path, FileTime> files = new LinkedHashMap<>();
  private final Limits limits;
  private final Set<String> hosts = new HashSet<>();
  private boolean network;

  /**
   * What is remembered so far.
   *
   * @param project the workspace that {@code book} is for
   */
  Grants(GrantBook book, Context context, Path project, Limits limits) {
    this.book = book;
    this.context = context;
    this.project = project.toString();
    this.limits = limits;
    take();
  }

  /** Takes in what other sessions were answered for the project meanwhile. */
  void refresh() throws IOException {
    book.refresh();
    take();
  }

  /** Whether running this command was approved for the project by another session just now. */
  boolean coversMeanwhile(Permit permit) throws IOException {
    return book.refreshIfChanged() && covers(permit);
  }

  /**
   * Whether all of these were approved for the project by another session just now. Only then are
   * they taken in: a person who says no here has not been overruled by half a yes.
   */
  boolean coversMeanwhile(List<Widening> widenings) throws IOException {
    if (!book.refreshIfChanged()) {
      return false;
    }
    Instant now = context.clock().instant();
    for (Widening widening : widenings) {
      if (!book.covers(widening.kind().text(), widening.argument(), now)) {
        return false;
      }
    }
    take();
    for (Widening widening : widenings) {
      if (!covers(widening) && !remembers(widening)) {
        return false;
      }
    }
    return true;
  }

  private void take() {
    Instant now = context.clock().instant();
    for (String path : book.arguments(Widening.Kind.WRITE.text(), now)) {
      Path granted = Path.of(path);
      if (writable.contains(granted) || Forbidden.writing(granted, true, limits) != null) {
        continue; // it may have been protected when it was granted: that is asked again
      }
      if (Place.isReal(granted)) {
        writable.add(granted);
      } else if (isGone(granted)) {
        remembered.add(granted);
      }
    }
    network |=
        limits.network() == NetworkAccess.FULL
            && book.covers(Widening.Kind.NETWORK.text(), "*", now);
  }

  /** Nothing is there, and its folder is still what it was: it may be made again. */
  private static boolean isGone(Path granted) {
    Path folder = granted.getParent();
    return folder != null
        && !Files.exists(granted, LinkOption.NOFOLLOW_LINKS)
        && Place.isReal(folder);
  }

  /** Whether running this command was approved for the project, with what its files hold now. */
  boolean covers(Permit permit) {
    return permit.isSayable() && book.covers(permit, context.clock().instant());
  }

  /** Whether a host may be connected to, by a yes in this session or for the project. */
  boolean coversHost(Widening widening) {
    return hosts.contains(widening.argument())
        || book.covers(widening.kind().text(), widening.argument(), context.clock().instant());
  }

  /** Whether connecting was approved for the project by another session just now. */
  boolean coversHostMeanwhile(Widening widening) throws IOException {
    return book.refreshIfChanged() && coversHost(widening);
  }

  /** Lets a host be connected to as long as the session lasts. */
  void openHost(Widening widening) {
    hosts.add(widening.argument());
  }

  /** Why the requirements let no yes open this; null when they do. */
  @Nullable Forbidden forbids(Widening widening) {
    return Forbidden.of(widening, limits);
  }

  /** Whether there is a way at all to open a path. */
  boolean mayOpenPaths() {
    return limits.writing();
  }

  boolean covers(Widening widening) {
    return widening.path() == null ? network : writable.contains(widening.path());
  }

  /** Whether this was approved for the project at a time when it was there. */
  boolean remembers(Widening widening) {
    return widening.path() != null && remembered.contains(widening.path());
  }

  /**
   * Opens what there was a yes for.
   *
   * @return why that is not possible any more; null when it is open
   */
  @Nullable String open(Widening widening) {
    Place place = widening.place();
    if (place == null) {
      network |= widening.kind() == Widening.Kind.NETWORK;
      return null;
    }
    if (!place.isUnchanged()) {
      return CHANGED;
    }
    try {
      make(widening.made(), place.path());
    } catch (IOException refused) {
      return "it cannot be made";
    }
    remembered.remove(place.path());
    writable.add(place.path());
    return null;
  }

  /**
   * Keeps a yes as long as it was meant.
   *
   * @param why the reason that was shown
   * @param permit what a yes to run a command is bound to; null for other widenings
   * @return when it expires, or null when it is not kept beyond this session
   * @throws IOException when a yes for the project cannot be kept
   */
  @Nullable Instant keep(Widening widening, Answer.Yes yes, String why, @Nullable Permit permit)
      throws IOException {
    if (yes.scope() != Scope.PROJECT) {
      return null;
    }
    boolean beginning = permit != null && yes.reach() == Grant.Reach.ANY_LAST;
    Content content =
        permit == null
            ? new Content(List.of(), null)
            : beginning ? permit.contentOfBeginning() : permit.content();
    Instant now = context.clock().instant();
    Instant expires = now.plus(GrantBook.PROJECT_EXPIRY);
    book.add(
        new Grant(
            SessionId.next(Randomness.system()),
            widening.kind().text(),
            widening.argument(),
            yes.reach(),
            widening.recordedArgument(),
            content.files(),
            permit == null ? SandboxMode.WORKSPACE_WRITE : permit.mode(),
            project,
            yes.who(),
            yes.channel(),
            Redaction.redact(why),
            now,
            expires));
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

  private void make(Widening.Made kind, Path path) throws IOException {
    switch (kind) {
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
  }
}
