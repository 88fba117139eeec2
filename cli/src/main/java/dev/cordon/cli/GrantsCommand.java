package dev.cordon.cli;

import dev.cordon.audit.Journal;
import dev.cordon.policy.EditDistance;
import dev.cordon.session.Context;
import dev.cordon.session.Grant;
import dev.cordon.session.GrantStore;
import dev.cordon.session.SetupException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code cordon grants}: the approvals that are remembered, and taking them back. */
final class GrantsCommand {
  private static final String HINT = "cordon grants --help shows how";

  private final Context context;
  private final GrantStore store;
  private final Console console;

  private GrantsCommand(Context context, Console console) {
    this.context = context;
    this.store = new GrantStore(context);
    this.console = console;
  }

  static int run(List<String> arguments, Console console)
      throws UsageException, SetupException, IOException {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      console.out().print(Help.GRANTS);
      return 0;
    }
    if (arguments.isEmpty()) {
      throw new UsageException("no command for grants given", "one of list, revoke, prune");
    }
    GrantsCommand grants = new GrantsCommand(Workplace.context(), console);
    List<String> rest = arguments.subList(1, arguments.size());
    switch (arguments.getFirst()) {
      case "list" -> grants.list(rest);
      case "revoke" -> grants.revoke(rest);
      case "prune" -> grants.prune(rest);
      default ->
          throw new UsageException(
              "unknown command 'grants " + arguments.getFirst() + "'",
              "one of list, revoke, prune");
    }
    return 0;
  }

  private void list(List<String> arguments) throws UsageException, SetupException, IOException {
    boolean all = false;
    boolean json = false;
    @Nullable Path directory = null;
    for (int at = 0; at < arguments.size(); at++) {
      String flag = arguments.get(at);
      switch (flag) {
        case "--all" -> all = true;
        case "--json" -> json = true;
        case "-C", "--cd" -> directory = directory(arguments, ++at, flag);
        default -> throw new UsageException("unknown flag " + flag, HINT);
      }
    }
    GrantStore.Listing listing =
        all ? store.all() : store.of(workspace(directory == null ? Path.of("") : directory));
    if (json) {
      for (Grant grant : listing.grants()) {
        console.out().println(GrantStore.json(grant));
      }
    } else {
      print(listing.grants(), all);
    }
    for (Path file : listing.unreadable()) {
      console.say(
          file + " holds lines that cannot be read; they grant nothing",
          "look at the file, and remove them when nobody needs them");
    }
  }

  private void print(List<Grant> grants, boolean all) {
    List<String> head =
        new ArrayList<>(List.of("ID", "KIND", "ARGUMENT", "BY", "WHEN", "EXPIRES", "WHY"));
    if (all) {
      head.add("PROJECT");
    }
    Columns columns = new Columns(head);
    for (Grant grant : grants) {
      boolean over = grant.isOver(context.clock().instant());
      String who = grant.who() + ", " + grant.channel();
      List<String> row =
          new ArrayList<>(
              List.of(
                  Columns.cell(grant.id()),
                  Columns.cell(grant.kind()),
                  Columns.cell(argument(grant)),
                  Columns.cell(who),
                  grant.when().toString(),
                  over ? "over" : grant.expires().toString(),
                  Columns.or(Columns.cell(grant.why()))));
      if (all) {
        row.add(Columns.or(Columns.cell(grant.project())));
      }
      columns.add(row);
    }
    columns.print(console.out());
  }

  private static String argument(Grant grant) {
    String files = grant.content().isEmpty() ? "" : " (bound to content)";
    return grant.shown() + files;
  }

  /** All or nothing: an id that is not known may be a slip in any of them. */
  private void revoke(List<String> ids) throws UsageException, SetupException, IOException {
    if (ids.isEmpty()) {
      throw new UsageException("no grant to revoke given", "cordon grants list shows their ids");
    }
    Set<String> known = new LinkedHashSet<>();
    for (Grant grant : store.all().grants()) {
      known.add(grant.id());
    }
    for (String id : ids) {
      if (!known.contains(id)) {
        throw new UsageException("no grant '" + id + "'", nearest(id, known));
      }
    }
    for (Grant grant : store.revoke(Set.copyOf(ids), journal())) {
      console.out().println("revoked " + grant.id() + ": " + described(grant));
    }
  }

  private static String described(Grant grant) {
    return Columns.cell(grant.kind() + " " + argument(grant));
  }

  private static String nearest(String id, Set<String> known) {
    String nearest = null;
    int edits = Integer.MAX_VALUE;
    for (String candidate : known) {
      int between = EditDistance.between(id, candidate);
      if (between < edits) {
        nearest = candidate;
        edits = between;
      }
    }
    return nearest == null
        ? "there are none"
        : "the nearest is " + nearest + "; cordon grants list --all shows all";
  }

  private void prune(List<String> arguments) throws UsageException, SetupException, IOException {
    if (!arguments.isEmpty()) {
      throw new UsageException("unknown flag " + arguments.getFirst(), HINT);
    }
    int count = store.prune(journal()).size();
    console.out().println("removed " + count + (count == 1 ? " grant" : " grants"));
  }

  private Journal journal() throws IOException {
    return Journal.open(context.state().resolve("journal"));
  }

  /** A folder that is gone has grants all the same, under the path it had. */
  private static Path workspace(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    try {
      return absolute.toRealPath();
    } catch (IOException gone) {
      return absolute;
    }
  }

  private static Path directory(List<String> arguments, int at, String flag) throws UsageException {
    if (at >= arguments.size()) {
      throw new UsageException(flag + " needs a value", HINT);
    }
    try {
      return Path.of(arguments.get(at));
    } catch (InvalidPathException invalid) {
      throw new UsageException("not a path: " + arguments.get(at), HINT);
    }
  }
}
