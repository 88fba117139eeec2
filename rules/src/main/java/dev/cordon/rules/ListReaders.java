package dev.cordon.rules;

import dev.cordon.shell.Command;
import dev.cordon.shell.Table;
import dev.cordon.shell.Word;
import java.util.List;

/**
 * Programs that are told in what comes in which files they take. Data, one row a line: {@code
 * programs | options with which they do, none for always | example}.
 */
final class ListReaders {

  private static final String[] TEXT = {
    "cpio pax xargs gxargs parallel | | NAME -o <<< .env",
    "sftp ftp lftp smbclient ed ex | | NAME h <<< 'put .env'",
    "zip | -@ | NAME a -@ <<< .env",
    "tar gtar bsdtar | -T --files-from | NAME -cf a -T - <<< .env",
    "rsync rclone | --files-from | NAME --files-from=- . h: <<< .env",
    "git | --stdin --batch --pathspec-from-file | NAME add --pathspec-from-file - <<< .env",
    "du wc sort | --files0-from | NAME --files0-from=- <<< .env",
    "curl | -K --config | NAME -K - u <<< 'upload-file = \".env\"'",
    "wget aria2c | -i --input-file | NAME -i - <<< .env",
  };

  private static final int OPTIONS = 1;

  private ListReaders() {}

  /** Whether what comes in names files that {@code command} takes. */
  static boolean isOne(Command command) {
    List<List<String>> rows = Read.TABLE.of(CommandPattern.plainName(command.program()));
    if (rows.isEmpty()) {
      return false;
    }
    List<String> options = rows.getFirst();
    for (int i = 1; i < command.words().size(); i++) {
      for (int o = 0; o < options.size(); o++) {
        if (mayBe(command.words().get(i), options.get(o))) {
          return true;
        }
      }
    }
    return options.isEmpty();
  }

  private static boolean mayBe(Word word, String option) {
    String text = word.text();
    if (!word.isKnown() && word.mayStartWith("-")) {
      return true;
    }
    return option.startsWith("--")
        ? text.startsWith(option)
        : text.startsWith("-") && !text.startsWith("--") && text.indexOf(option.charAt(1), 1) > 0;
  }

  /** The rows, for those who hold them against their examples. */
  static List<String[]> rows() {
    return Read.TABLE.rows();
  }

  private static final class Read implements Table.Reader<List<String>> {
    static final Table<List<String>> TABLE = new Table<>(new Read(), TEXT);

    @Override
    public List<String> read(String[] fields) {
      return Table.words(fields[OPTIONS]);
    }
  }
}
