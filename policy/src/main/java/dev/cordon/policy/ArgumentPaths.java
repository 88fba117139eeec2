package dev.cordon.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * The paths one argument may hold: all of it, and what follows each {@code =}, {@code :} or {@code
 * ,}, as in {@code --file=a} or {@code HEAD:a}. Walks forward; not thread-safe.
 */
public final class ArgumentPaths {

  /** Names in {@code /proc/self/cwd} and in {@code /proc/self/task/1/cwd}. */
  private static final int PROCESS_DEPTH = 3;

  private static final int TASK_DEPTH = 5;

  private final String argument;
  private final String[] workspace;
  private final List<String> components = new ArrayList<>();
  private final List<String> resolved = new ArrayList<>();
  private int at;
  private int start;
  private boolean done;

  /**
   * @param argument the word as the program gets it
   * @param workspace folded names of the absolute directory that relative paths start from
   */
  public ArgumentPaths(String argument, String[] workspace) {
    this.argument = Text.fold(argument);
    this.workspace = workspace;
  }

  /** Moves to the next path; false when there is none. */
  public boolean next() {
    if (done) {
      return false;
    }
    start = at;
    components.clear();
    resolved.clear();
    if (!argument.startsWith("/", at)) {
      resolved.addAll(List.of(workspace));
    }
    boolean more = true;
    while (more) {
      int end = at;
      while (end < argument.length() && !isBoundary(argument.charAt(end))) {
        end++;
      }
      component(argument.substring(at, end));
      more = end < argument.length() && argument.charAt(end) == '/';
      done = end >= argument.length();
      at = end + 1;
    }
    return true;
  }

  private void component(String name) {
    if (name.isEmpty() || name.equals(".")) {
      return;
    }
    components.add(name);
    if (!name.equals("..")) {
      resolved.add(name);
      leaveProcess();
    } else if (!resolved.isEmpty()) {
      resolved.removeLast();
    }
  }

  /** {@code /proc/self/cwd} is where the command runs, {@code /proc/self/root} the root. */
  private void leaveProcess() {
    int size = resolved.size();
    boolean task = size == TASK_DEPTH && resolved.get(2).equals("task");
    if ((size != PROCESS_DEPTH && !task) || !resolved.getFirst().equals("proc")) {
      return;
    }
    String last = resolved.getLast();
    if (last.equals("cwd") || last.equals("root")) {
      resolved.clear();
      resolved.addAll(last.equals("cwd") ? List.of(workspace) : List.of());
    }
  }

  /** The names as written, without empty ones and single dots. */
  List<String> components() {
    return components;
  }

  /** The names after resolving dots, from the root when the path is seen from the workspace. */
  public String[] resolved() {
    return resolved.toArray(new String[0]);
  }

  /** Whether the path starts inside a short option. */
  boolean startsInFlag() {
    return start == 0 && argument.startsWith("-") && !argument.startsWith("--");
  }

  private static boolean isBoundary(char c) {
    return c == '/' || c == '=' || c == ':' || c == ',';
  }
}
