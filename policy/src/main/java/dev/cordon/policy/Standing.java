package dev.cordon.policy;

import dev.cordon.shell.Assignment;
import dev.cordon.shell.Command;
import dev.cordon.shell.Word;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a command of a script may run: each {@code cd} before it may have worked or failed.
 * Immutable.
 *
 * @param directories every directory it may be, absolute and normalized
 * @param homes every directory that {@code ~} may be, the person's own first; empty when that is
 *     not known
 * @param moved whether there was a {@code cd}
 * @param known whether the list of directories is complete
 * @param searched whether a relative {@code cd} may lead elsewhere ({@code CDPATH})
 */
record Standing(
    List<Path> directories, List<Path> homes, boolean moved, boolean known, boolean searched) {

  /** More possible directories than this are not followed. */
  static final int MAX_DIRECTORIES = 16;

  /** More possible homes than this are not followed. */
  static final int MAX_HOMES = 4;

  /** Names in {@code /proc/self/root} and in {@code /proc/self/task/1/root}. */
  private static final int PROCESS_DEPTH = 3;

  private static final int TASK_DEPTH = 5;

  Standing {
    directories = List.copyOf(directories);
    homes = List.copyOf(homes);
  }

  static Standing in(Path directory, Path home) {
    return new Standing(List.of(directory), List.of(home), false, true, false);
  }

  /** Nobody can tell any more. */
  Standing lost() {
    return new Standing(directories, homes, true, false, searched);
  }

  /** The same after a {@code cd}, wherever that led. */
  Standing moving() {
    return new Standing(directories, homes, true, known, searched);
  }

  /** Where what follows {@code command} may run. */
  Standing after(Command command) {
    Standing now = this;
    for (int i = 0; i < command.assignments().size(); i++) {
      now = now.assigned(command.assignments().get(i));
    }
    if (command.words().isEmpty()) {
      return now;
    }
    Word program = command.words().getFirst();
    if (program.mayBe("cd") || program.mayBe("pushd")) {
      return now.reached(command.words(), program.is("pushd"));
    }
    return switch (command.program()) {
      case "shopt", "bash" -> hasAny(command, "autocd", "cdable_vars") ? now.lost() : now;
      case "read", "printf", "mapfile", "readarray" ->
          hasAny(command, "HOME", "OLDPWD", "CDPATH") ? now.homeless().lost() : now;
      default -> now;
    };
  }

  /** The same for a command that may run before and after itself. */
  Standing afterAny(Command command) {
    Standing next = after(command);
    boolean relative = next.directories.size() > directories.size() && !leadsToOne(command);
    return relative ? next.lost() : next;
  }

  /** Whether {@code command} leads to the same directory from anywhere. */
  private static boolean leadsToOne(Command command) {
    for (int i = 1; i < command.words().size(); i++) {
      Word word = command.words().get(i);
      boolean anchored = word.home() || word.text().startsWith("/");
      if (!anchored && !word.text().startsWith("-")) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasAny(Command command, String... values) {
    for (int i = 1; i < command.words().size(); i++) {
      for (int v = 0; v < values.length; v++) {
        if (command.words().get(i).is(values[v])) {
          return true;
        }
      }
    }
    return false;
  }

  /** The variables that {@code cd} looks at. */
  private Standing assigned(Assignment assignment) {
    Word value = assignment.value();
    return switch (assignment.name()) {
      case "HOME" -> value.isKnown() ? athome(value.text()) : homeless();
      case "OLDPWD" -> to(value);
      case "CDPATH" -> new Standing(directories, homes, moved, known, true);
      default -> this;
    };
  }

  private Standing homeless() {
    return new Standing(directories, List.of(), moved, known, true);
  }

  private Standing athome(String text) {
    Path home = path(text);
    if (home == null || !home.isAbsolute() || homes.size() >= MAX_HOMES) {
      return homeless();
    }
    return homes.isEmpty() || homes.contains(home)
        ? this
        : new Standing(directories, with(homes, home), moved, known, searched);
  }

  private static List<Path> with(List<Path> paths, Path more) {
    List<Path> all = new ArrayList<>(paths);
    all.add(more);
    return all;
  }

  /** After {@code cd} or {@code pushd} with these words. */
  private Standing reached(List<Word> words, boolean stack) {
    int at = 1;
    while (at < words.size() && isFlag(words.get(at))) {
      at++;
    }
    if (at < words.size() && words.get(at).is("--")) {
      at++;
    }
    if (at == words.size()) {
      return stack ? moving() : home("");
    }
    Word target = words.get(at);
    String text = target.text();
    boolean back = target.is("-") || (stack && (text.startsWith("-") || text.startsWith("+")));
    if (at + 1 < words.size() || (back && !moved)) {
      return lost();
    }
    if (back) {
      return this;
    }
    boolean remembered = text.startsWith("-") || text.startsWith("+");
    boolean elsewhere = searched && !text.startsWith("/") && !text.startsWith(".");
    return remembered || (elsewhere && !target.home()) ? lost() : to(target);
  }

  /** {@code -L}, {@code -P}, {@code -e}, {@code -@} of cd, {@code -n} of pushd, also in a row. */
  private static boolean isFlag(Word word) {
    String text = word.text();
    boolean flag = word.isKnown() && text.length() > 1 && text.startsWith("-");
    for (int i = 1; flag && i < text.length(); i++) {
      flag = "LPe@n".indexOf(text.charAt(i)) >= 0;
    }
    return flag;
  }

  private Standing home(String below) {
    Standing now = homes.isEmpty() ? lost() : this;
    for (int i = 0; i < homes.size(); i++) {
      now = now.to(homes.get(i).resolve(below).toString());
    }
    return now;
  }

  /** The same, with where {@code target} leads from any of the directories. */
  Standing to(Word target) {
    if (!target.isKnown()) {
      return lost();
    }
    if (target.home()) {
      int slash = target.text().indexOf('/');
      return home(slash < 0 ? "" : target.text().substring(slash + 1));
    }
    return to(target.text());
  }

  private Standing to(String target) {
    if (!known) {
      return this;
    }
    Path path = path(target);
    if (path == null || directories.size() * 2 > MAX_DIRECTORIES) {
      return lost();
    }
    List<Path> reached = new ArrayList<>(directories);
    for (int i = 0; i < directories.size(); i++) {
      Path next = withoutProcess(directories.get(i).resolve(path).normalize());
      if (!reached.contains(next)) {
        reached.add(next);
      }
    }
    return new Standing(reached, homes, true, true, searched);
  }

  private static @Nullable Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** What follows {@code /proc/self/root} is a path of its own. */
  private static Path withoutProcess(Path path) {
    if (path.getNameCount() < PROCESS_DEPTH || !path.startsWith("/proc")) {
      return path;
    }
    boolean task = path.getNameCount() >= TASK_DEPTH && path.getName(2).toString().equals("task");
    int depth = task ? TASK_DEPTH : PROCESS_DEPTH;
    if (!path.getName(depth - 1).toString().equals("root")) {
      return path;
    }
    Path root = Path.of("/");
    return depth == path.getNameCount()
        ? root
        : root.resolve(path.subpath(depth, path.getNameCount()));
  }
}
