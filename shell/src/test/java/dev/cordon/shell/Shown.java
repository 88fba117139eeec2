package dev.cordon.shell;

import java.util.List;

/** A reading as text: commands in brackets, words separated by bars. */
final class Shown {
  private Shown() {}

  /**
   * Assignments come first as {@code NAME=}, redirections last with their sign; a word that is not
   * known is shown as what is known of it around a sign for how it spreads; wrappers stand before a
   * colon.
   */
  static String of(Reading reading) {
    if (reading instanceof Reading.NotUnderstood trouble) {
      return trouble.trouble() + " " + trouble.reason() + " at " + trouble.offset();
    }
    StringBuilder shown = new StringBuilder();
    for (Command command : ((Reading.Understood) reading).commands()) {
      shown.append('[').append(of(command)).append(']');
    }
    return shown.toString();
  }

  private static String of(Command command) {
    StringBuilder shown = new StringBuilder();
    if (!command.via().isEmpty()) {
      shown.append(String.join(">", command.via())).append(": ");
    }
    for (Assignment assignment : command.assignments()) {
      shown.append(assignment.name()).append('=').append(of(assignment.value())).append(' ');
    }
    shown.append(String.join("|", command.words().stream().map(Shown::of).toList()));
    for (Redirect redirect : command.redirects()) {
      String sign =
          switch (redirect.kind()) {
            case READ -> " <";
            case WRITE -> " >";
            case DUPLICATE -> " &";
            case TEXT -> " <<";
          };
      shown.append(sign).append(of(redirect.target()));
    }
    return shown.toString();
  }

  private static String of(Word word) {
    String sign =
        switch (word.spread()) {
          case KNOWN -> "";
          case NUMBER -> "#";
          case ONE -> "¹";
          case ALIKE -> "*";
          case ANY -> "…";
        };
    return (word.home() ? "H" : "") + word.text() + sign + word.tail();
  }

  static List<String> programs(Reading.Understood reading) {
    return reading.commands().stream().map(Command::program).toList();
  }
}
