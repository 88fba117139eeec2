package dev.cordon.rules;

import dev.cordon.shell.Command;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that rules are asked about. Immutable.
 *
 * @param command one simple command; null when it is about something else
 * @param paths files that are read or edited, a move's destination too; absolute
 * @param host name or address that is connected to, without a port; null when it is about something
 *     else
 * @param context the surroundings
 */
public record Query(
    @Nullable Command command, List<Path> paths, @Nullable String host, Context context) {

  public Query {
    paths = List.copyOf(paths);
  }

  /** About one simple command. */
  public static Query command(Command command, Context context) {
    return new Query(command, List.of(), null, context);
  }

  /** About files a tool reads or edits; all of them at once. */
  public static Query paths(List<Path> paths, Context context) {
    return new Query(null, paths, null, context);
  }

  /** About a connection. */
  public static Query host(String host, Context context) {
    return new Query(null, List.of(), host, context);
  }

  /** About a call of the context's tool, whatever its arguments. */
  public static Query tool(Context context) {
    return new Query(null, List.of(), null, context);
  }
}
