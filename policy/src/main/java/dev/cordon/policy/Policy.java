package dev.cordon.policy;

import dev.cordon.shell.Programs;
import dev.cordon.shell.Shell;
import java.util.List;

/**
 * The decision core: action in, verdict out. Pure and thread-safe; the same input gives the same
 * verdict everywhere.
 */
public final class Policy {

  private static final List<String> NOTHING = List.of("true");

  private Policy() {}

  /**
   * Judges one action.
   *
   * @param settings the dials and their details
   * @param profile what may be written
   * @param action what is wanted
   * @param around what else it depends on
   */
  public static Verdict decide(
      Settings settings, PermissionProfile profile, Action action, Surroundings around) {
    // Not a pattern switch: its bootstrap costs milliseconds at start-up.
    if (action instanceof Action.Edit edit) {
      return Edits.decide(settings, profile, edit.paths(), around.rules());
    }
    List<String> argv = ((Action.Run) action).argv();
    return new Commands(settings, profile, around).decide(argv);
  }

  /**
   * Does what the first decision would have to do before all others, so that another thread may do
   * it meanwhile. Nobody has to call it.
   */
  public static void prepare() {
    Shell.read(NOTHING, Programs.BY_NAME);
    knows(NOTHING.getFirst());
  }

  /** Whether the name of a program makes a difference to what is decided about it. */
  public static boolean knows(String name) {
    return Shell.looksInto(name)
        || Interpreters.isShell(name)
        || Interpreters.isInterpreter(name)
        || !DangerTable.rows(name).isEmpty();
  }

  /** The programs that are known for what they destroy, to tell copies of them. */
  public static List<String> destructivePrograms() {
    return DangerTable.table().programs();
  }
}
