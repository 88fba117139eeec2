package dev.cordon.session;

import dev.cordon.audit.Event;
import dev.cordon.audit.EventId;
import dev.cordon.audit.Journal;
import dev.cordon.audit.JournalException;
import dev.cordon.audit.Randomness;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The approvals remembered for all workspaces, to be read and taken back. Not thread-safe. */
public final class GrantStore {
  private final Context context;

  /** The approvals in Cordon's state. */
  public GrantStore(Context context) {
    this.context = context;
  }

  /**
   * What is remembered for one workspace or for all, also what has expired.
   *
   * @param grants in the order they were given, workspace by workspace
   * @param unreadable files with lines that cannot be read and grant nothing
   */
  public record Listing(List<Grant> grants, List<Path> unreadable) {
    /** Copies the lists. */
    public Listing {
      grants = List.copyOf(grants);
      unreadable = List.copyOf(unreadable);
    }
  }

  /** Of one workspace: a directory as it really is. */
  public Listing of(Path workspace) throws IOException {
    Path folder = GrantBook.folder(context.state());
    return listing(List.of(folder.resolve(Roots.name(workspace) + GrantBook.SUFFIX)));
  }

  /** Of all workspaces. */
  public Listing all() throws IOException {
    return listing(books());
  }

  /** One line of JSON, without secrets. */
  public static String json(Grant grant) {
    return GrantLine.shown(grant);
  }

  /**
   * Takes grants back, in whatever workspace; sessions that run keep what they have opened. What
   * was taken back is on record when this returns.
   *
   * @throws JournalException when it is taken back and could not be recorded
   */
  public List<Grant> revoke(Set<String> ids, Journal journal) throws IOException {
    List<Grant> revoked = new ArrayList<>();
    for (Path file : books()) {
      revoked.addAll(GrantBook.open(file).remove(grant -> ids.contains(grant.id())));
    }
    record(revoked, "taken back", journal);
    return revoked;
  }

  /**
   * Removes what has expired, and what is for a folder that is gone; that is on record when this
   * returns, as something that would still have held.
   *
   * @throws JournalException when it is removed and could not be recorded
   */
  public List<Grant> prune(Journal journal) throws IOException {
    Instant now = context.clock().instant();
    List<Grant> pruned = new ArrayList<>();
    List<Grant> alive = new ArrayList<>();
    for (Path file : books()) {
      pruned.addAll(
          GrantBook.open(file).remove(grant -> grant.isOver(now) || isGone(grant.project())));
    }
    for (Grant grant : pruned) {
      if (!grant.isOver(now)) {
        alive.add(grant);
      }
    }
    record(alive, "its folder is gone", journal);
    return pruned;
  }

  private static boolean isGone(String project) {
    return !project.isEmpty() && !Files.isDirectory(Path.of(project));
  }

  private void record(List<Grant> removed, String reason, Journal journal) throws JournalException {
    List<Event> events = new ArrayList<>();
    Randomness randomness = Randomness.system();
    for (Grant grant : removed) {
      Instant now = context.clock().instant();
      events.add(
          Event.builder(
                  Event.Kind.REVOCATION,
                  EventId.next(now, randomness),
                  now,
                  context.endpoint(),
                  context.user())
              .project(grant.project())
              .action(new Event.Action(grant.kind(), List.of(), grant.shown(), grant.project()))
              .verdict(new Event.Verdict("ask", reason, null, context.user()))
              .approval(
                  new Event.Approval(
                      grant.who(), grant.channel(), Scope.PROJECT.text(), grant.expires()))
              .note("grant " + grant.id())
              .build());
    }
    if (!events.isEmpty()) {
      journal.append(events);
      journal.sync();
    }
  }

  private Listing listing(List<Path> files) throws IOException {
    List<Grant> grants = new ArrayList<>();
    List<Path> unreadable = new ArrayList<>();
    for (Path file : files) {
      GrantBook book = GrantBook.open(file);
      grants.addAll(book.grants());
      if (book.unreadable() > 0) {
        unreadable.add(file);
      }
    }
    return new Listing(grants, unreadable);
  }

  private List<Path> books() throws IOException {
    Path folder = GrantBook.folder(context.state());
    List<Path> books = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries =
          Files.newDirectoryStream(folder, "*" + GrantBook.SUFFIX)) {
        for (Path entry : entries) {
          books.add(entry);
        }
      }
    }
    books.sort(Comparator.naturalOrder());
    return books;
  }
}
