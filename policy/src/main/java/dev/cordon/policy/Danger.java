package dev.cordon.policy;

import dev.cordon.shell.Command;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a command is dangerous, whatever the boundary. Pure.
 *
 * @param rule id of the judgement
 * @param reason why, lower case, no full stop
 */
record Danger(String rule, String reason) {

  private static final String UNKNOWN = " (an argument is not known and may do so)";

  /**
   * What is dangerous about the command at {@code index}, or null. A word that is not known counts
   * as what it may be.
   *
   * @param commands the whole script: what was loaded by one may be run by another
   * @param directories where it may run
   */
  static @Nullable Danger of(List<Command> commands, int index, List<Path> directories) {
    Command command = commands.get(index);
    Danger write = DiskWrite.of(command, directories);
    if (write != null) {
      return write;
    }
    if (command.words().isEmpty()) {
      return null;
    }
    String name = Text.fold(command.program());
    List<DangerTable.Row> rows = DangerTable.rows(name);
    for (int i = 0; i < rows.size(); i++) {
      DangerTable.Row row = rows.get(i);
      if (row.pattern().mayMatch(commands, index)) {
        boolean sure = row.pattern().matches(commands, index);
        String reason = sure ? row.reason() : row.reason().concat(UNKNOWN);
        return new Danger("dangerous.".concat(row.id()), reason);
      }
    }
    return Download.isRun(commands, index)
        ? new Danger("dangerous.download-run", "what was downloaded is run unseen")
        : null;
  }
}
