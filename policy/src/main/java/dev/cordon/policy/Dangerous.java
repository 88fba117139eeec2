package dev.cordon.policy;

import dev.cordon.shell.Reading;
import dev.cordon.shell.Shell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a command is dangerous, whatever the boundary. The list is Codex 0.169's: {@code rm} with a
 * force flag, also behind wrappers, nested shells, traps and {@code find}. Pure.
 *
 * @param rule id of the judgement
 * @param reason why, lower case, no full stop
 */
record Dangerous(String rule, String reason) {

  /** Wrappers that are looked through; a command behind more of them is dangerous for that. */
  static final int MAX_WRAPPERS = 8;

  private static final Dangerous RM_FORCE =
      new Dangerous("dangerous.rm-force", "rm with a force flag removes without asking");

  private static final Dangerous TOO_DEEP =
      new Dangerous("dangerous.wrapper-depth", "more than 8 wrappers hide what runs");

  private static final String FORCE = "--force";

  /** Shortest prefix of {@link #FORCE} that rm takes for it: no other option starts so. */
  private static final int SHORTEST_FORCE = 3;

  /** What is dangerous about {@code argv}, or null. */
  static @Nullable Dangerous in(List<String> argv) {
    return in(argv, 0);
  }

  private static @Nullable Dangerous in(List<String> argv, int wrappers) {
    if (argv.isEmpty()) {
      return null;
    }
    if (wrappers > MAX_WRAPPERS) {
      return TOO_DEEP;
    }
    // Folded: where the file system ignores case, RM is rm.
    String name = Text.fold(argv.getFirst().substring(argv.getFirst().lastIndexOf('/') + 1));
    if (name.equals("rm")) {
      return hasForce(argv) ? RM_FORCE : null;
    }
    String script = Wrapper.script(name, argv);
    if (script != null) {
      return inScript(script, wrappers + 1);
    }
    if (name.equals("find")) {
      return startedByFind(argv, wrappers + 1);
    }
    Wrapper wrapper = Wrapper.named(name);
    return wrapper == null
        ? null
        : in(argv.subList(wrapper.commandAt(argv), argv.size()), wrappers + 1);
  }

  /** Each {@code -exec COMMAND… ;} of find and its relatives. */
  private static @Nullable Dangerous startedByFind(List<String> argv, int wrappers) {
    for (int i = 1; i < argv.size(); i++) {
      String action = argv.get(i);
      if (action.equals("-exec") || action.equals("-execdir") || action.startsWith("-ok")) {
        Dangerous danger = in(argv.subList(i + 1, argv.size()), wrappers);
        if (danger != null) {
          return danger;
        }
      }
    }
    return null;
  }

  private static @Nullable Dangerous inScript(String script, int wrappers) {
    Reading reading = Shell.read(List.of("sh", "-c", script));
    List<List<String>> commands =
        reading instanceof Reading.Commands understood
            ? understood.commands()
            : Shell.glimpse(script);
    for (int i = 0; i < commands.size(); i++) {
      Dangerous danger = in(commands.get(i), wrappers);
      if (danger != null) {
        return danger;
      }
    }
    return null;
  }

  private static boolean hasForce(List<String> argv) {
    for (int i = 1; i < argv.size(); i++) {
      String argument = argv.get(i);
      if (argument.equals("--")) {
        return false;
      }
      if (argument.startsWith("--")) {
        if (argument.length() >= SHORTEST_FORCE && FORCE.startsWith(argument)) {
          return true;
        }
      } else if (argument.startsWith("-") && argument.indexOf('f') > 0) {
        return true;
      }
    }
    return false;
  }
}
