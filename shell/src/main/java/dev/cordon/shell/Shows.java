package dev.cordon.shell;

import java.util.List;

/**
 * What programs that are not read do without running anything. Data, one row a line: {@code
 * programs | most words | first words | example}.
 */
final class Shows {

  private static final String[] TEXT = {
    "tmux | 9 | ls list-sessions lsw list-windows lsp list-panes lsc list-clients lsk list-keys a at attach attach-session has has-session kill-session kill-window killw kill-pane killp detach detach-client capture-pane capturep -V | NAME ls",
    "screen | 3 | -ls -list -v --version | NAME -ls",
    "at batch | 9 | -l -V | NAME -l",
    "fish csh tcsh mksh yash nu pwsh xonsh elvish powershell | 2 | --version --help -v | NAME --version",
  };

  private static final int MOST = 1;
  private static final int FIRST = 2;

  private final int most;
  private final List<String> first;

  private Shows(int most, List<String> first) {
    this.most = most;
    this.first = first;
  }

  /** Whether {@code command}, which is called {@code name}, runs nothing for sure. */
  static boolean isAll(Command command, String name) {
    List<Shows> rows = Read.TABLE.of(name);
    List<Word> words = command.words();
    if (rows.isEmpty() || words.size() > rows.getFirst().most) {
      return false;
    }
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      // A semicolon is where another command of tmux starts, and #(…) one of the shell.
      if (!word.isKnown() || word.text().endsWith(";") || word.text().contains("#(")) {
        return false;
      }
    }
    return words.size() > 1 && rows.getFirst().first.contains(words.get(1).text());
  }

  /** The rows, for those who hold them against their examples. */
  static List<String[]> rows() {
    return Read.TABLE.rows();
  }

  private static final class Read implements Table.Reader<Shows> {
    static final Table<Shows> TABLE = new Table<>(new Read(), TEXT);

    @Override
    public Shows read(String[] fields) {
      return new Shows(Integer.parseInt(fields[MOST]), Table.words(fields[FIRST]));
    }
  }
}
