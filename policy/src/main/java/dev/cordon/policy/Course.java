package dev.cordon.policy;

import dev.cordon.shell.Command;
import dev.cordon.shell.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where each command of a script may run, from the first to the last. Immutable. */
final class Course {

  private final List<Standing> standings;

  /**
   * @param start where the script starts; absolute and normalized
   * @param home absolute home directory of the person
   */
  Course(Reading.Understood reading, Path start, Path home) {
    List<Command> commands = reading.commands();
    boolean called = !reading.functions().isEmpty();
    Standing now = Standing.in(start, home);
    // Under the name of a program that is allowed may stand a function.
    now = called ? now.moving() : now;
    List<Standing> all = new ArrayList<>(commands.size());
    boolean repeats = false;
    for (int i = 0; i < commands.size(); i++) {
      Command command = commands.get(i);
      if (command.place().repeated() && !repeats) {
        repeats = true;
        now = afterRepeated(now, commands, i);
      }
      all.add(now);
      now = now.after(command);
    }
    for (int i = 0; called && i < commands.size(); i++) {
      if (commands.get(i).place().repeated()) {
        all.set(i, now);
      }
    }
    carry(commands, all);
    standings = all;
  }

  /** What runs more than once, or when it is called, may run after all that does. */
  private static Standing afterRepeated(Standing standing, List<Command> commands, int from) {
    Standing now = standing;
    for (int i = from; i < commands.size(); i++) {
      now = commands.get(i).place().repeated() ? now.afterAny(commands.get(i)) : now;
    }
    return now;
  }

  /** What a command runs, runs in the folder that it is given. */
  private static void carry(List<Command> commands, List<Standing> standings) {
    List<Command> carriers = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      Command command = commands.get(i);
      while (!carriers.isEmpty() && carriers.getLast().via().size() >= command.via().size()) {
        carriers.removeLast();
      }
      if (FolderOptions.hasAny(command)) {
        carriers.add(command);
      }
      Standing standing = standings.get(i);
      for (int c = 0; c < carriers.size(); c++) {
        standing = FolderOptions.of(carriers.get(c), standing);
      }
      standings.set(i, standing);
    }
  }

  /** Where the command at {@code index} may run. */
  Standing at(int index) {
    return standings.get(index);
  }
}
