package dev.cordon.policy;

import dev.cordon.shell.Assignment;
import dev.cordon.shell.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * Programs that run code, as far as their manuals say. Data, one row a line: {@code programs |
 * options with code | options that end the options | options with another value | where | input |
 * example}.
 *
 * <p>A word without a dash is a subcommand that takes code, and {@code +x} what a word with code
 * starts with. {@code where} is {@code first} when the options stand before the first operand,
 * {@code any} when they stand anywhere, with {@code names} when options with one dash are names and
 * not letters. {@code input} is {@code code} when what comes in is run unless a file is named,
 * {@code named} when it is run if it is named as the file, {@code data} when it is not run.
 */
final class InterpreterTable {

  private static final String[] LANGUAGES = {
    "python pypy ipython bpython jython pythonw graalpy py hy | -c timeit pdb | -m | -QWX --check-hash-based-pycs | first | code | NAME -W a -c CODE",
    "node nodejs tsx ts-node | -ep --eval --print | | -CIOPr --conditions --env-file --experimental-loader --import --input-type --loader --require --title | first | code | NAME -r a -e CODE",
    "deno | -e eval --eval | | -L --config --import-map --log-level | first | code | NAME eval CODE",
    "bun | -ep --eval --print | | -cr --config --cwd --preload | first | named | NAME -e CODE",
    "perl | -eE | | -IMmx | first | code | NAME -Mx -e CODE",
    "ruby jruby truffleruby mruby | -e | | -CEFIKTWr --encoding --external-encoding --internal-encoding | first | code | NAME -r x -e CODE",
    "php | -BERar --interactive --process-begin --process-code --process-end --run | -f --file | -FScdtz --define --docroot --php-ini --server --zend-extension | first | code | NAME -d x -r CODE",
    "lua luajit texlua | -ei | | -Wl | first | code | NAME -l x -e CODE",
    "tclsh wish expect | -c | | -D -f -encoding | first,names | code | NAME -c CODE",
    "osascript | -e | | -ls | first | code | NAME -e CODE",
    "r rscript | -e | | -fg --args --encoding --file --gui | first | code | NAME -e CODE",
    "julia | -eEi --eval --print | | -CHJLOgpt --cpu-target --load --machine-file --procs --sysimage --threads | first | code | NAME -L a -E CODE",
    "guile | -c | -s | -CLlxe | first | code | NAME -c CODE",
    "groovy scala elixir clojure clj bb irb ghc ghci | -e --eval -eval | | -I -L -cp -classpath -i -r -pa --classpath | first,names | code | NAME -e CODE",
    "jshell kotlin | | | --class-path --startup | first | code | NAME <<< CODE",
    "octave octave-cli | --eval | | -p --path | first | code | NAME --eval CODE",
    "jrunscript | -e | | -cp -classpath -f -l -encoding | first,names | code | NAME -e CODE",
    "swipl | -gt | | -fls | first | code | NAME -g CODE",
    "clisp | -x | | -BEKLMNimp | first | code | NAME -x CODE",
    "ecl ccl abcl | -eval --eval | | -load --load | any,names | code | NAME --eval CODE",
    "ocaml utop | -e | | -I -open -init | first,names | code | NAME <<< CODE",
    "raku perl6 crystal janet coffee | -e eval --eval | | -I | first | code | NAME -e CODE",
    "sbcl racket | -e --eval --execute | --script | -l --load -r -u -t | first,names | code | NAME --eval CODE",
    "erl | -eval -run | | -pa -pz -name -sname | any,names | code | NAME -noshell -eval CODE",
    "gnuplot | -e | | -c -d | first | code | NAME -e CODE",
    "m4 | | | -DIULl | first | code | NAME <<< CODE",
    "dc ed | -e --expression | | -fp --file --prompt | any | code | NAME <<< CODE",
    "ex | -cS --cmd + | | -Tiu | any | code | NAME -sc CODE",
    "vi vim view nvim gvim vimdiff | -cSeE --cmd --remote-expr --remote-send + | | -TiuPw --listen --remote --server --servername | any | data | NAME a +CODE",
    "emacs emacsclient | -e --eval -eval --execute -execute | | -L -d -f -l -s --directory --funcall --load --socket-name | any,names | data | NAME a --eval CODE",
    "gdb | -ex -iex -eiex --ex --eval-command -eval-command --init-eval-command --early-init-eval-command | --args -args | -b -c -cd -d -l -p -s -tty -x --command --core --exec --pid --symbols --tty | any,names | code | NAME -q a -ex CODE",
    "lldb | -o -O -k -K -Q --one-line --one-line-before-file --one-line-on-crash | -- | -a -c -f -l -n -p -s -S -w --source --arch --core --file | any,names | code | NAME a -o CODE",
    "mongo mongosh | --eval -eval | | -p -u --host --port --username --password | any,names | code | NAME a --eval CODE",
  };

  /** They are told what to do, and can be told to run code. */
  private static final String[] OTHERS = {
    "make gmake bmake | --eval -E | | -CIWfjlo --directory --file --include-dir --jobs --makefile | any | named | NAME --eval=CODE",
    "rake | -eEp --execute --execute-continue --execute-print | | -fIrR --rakefile --libdir --rakelibdir --require | any | named | NAME -e CODE",
    "dotnet | fsi | | | first | data | NAME fsi --exec CODE",
    "scala-cli | -e --execute-script --script-snippet --scala-snippet --java-snippet | | | any,names | data | NAME -e CODE",
    "kak | -eE | | -fpsc | any | data | NAME -e CODE a",
    "less | +! | | -DOPTjkopxyz | any | data | NAME +!CODE a",
  };

  /**
   * Programs that are told in their words or their input to run a command, as {@code programs |
   * what tells them | example}: a name as a word of its own, anything else wherever it stands.
   */
  private static final String[] ESCAPES = {
    "psql | \\! \\copy \\g \\o \\w program | psql -c '\\! id'",
    "mysql mariadb | \\! \\p system pager --pager= | NAME -e 'system id'",
    "sqlite3 | .sh .sy .imp .out .onc .exc .loa .rea edit( load_extension( writefile( | sqlite3 a '.shell id'",
    "rpm rpmbuild rpmspec | %{lua: | NAME --eval '%{lua:x}'",
    "duckdb | .sh .sy .imp .out .onc .rea copy install load | duckdb -c '.shell id'",
  };

  /** Environment variables whose value some language runs; one with a version in its name, too. */
  private static final List<String> VARIABLES =
      List.of("LUA_INIT", "PERL5DB", "VIMINIT", "EXINIT", "GVIMINIT");

  private InterpreterTable() {}

  /** Whether one of the variables holds code. */
  static boolean holdsCode(List<Assignment> assignments) {
    for (int i = 0; i < assignments.size(); i++) {
      String name = assignments.get(i).name();
      String plain = name.startsWith(VARIABLES.getFirst()) ? VARIABLES.getFirst() : name;
      if (VARIABLES.contains(plain)) {
        return true;
      }
    }
    return false;
  }

  /** What tells the program called {@code name} to run a command, or none. */
  static List<String> escapes(String name) {
    List<List<String>> rows = Escapes.TABLE.of(name);
    return rows.isEmpty() ? List.of() : rows.getFirst();
  }

  /** Whether {@code name} is the program of a language. */
  static boolean isLanguage(String name) {
    return Read.LANGUAGES.knows(name);
  }

  /** Where the code of any program called {@code name} is, or nothing. */
  static List<CodeOptions> of(String name) {
    List<CodeOptions> rows = Read.LANGUAGES.of(name);
    return rows.isEmpty() ? Read.OTHERS.of(name) : rows;
  }

  /** The rows of all tables, for those who hold them against their examples. */
  static List<String[]> rows() {
    List<String[]> rows = new ArrayList<>(Read.LANGUAGES.rows());
    rows.addAll(Read.OTHERS.rows());
    rows.addAll(Escapes.TABLE.rows());
    return rows;
  }

  private static final class Read implements Table.Reader<CodeOptions> {
    static final Table<CodeOptions> LANGUAGES = new Table<>(new Read(), InterpreterTable.LANGUAGES);
    static final Table<CodeOptions> OTHERS = new Table<>(new Read(), InterpreterTable.OTHERS);

    @Override
    public CodeOptions read(String[] fields) {
      return new CodeOptions(fields);
    }
  }

  private static final class Escapes implements Table.Reader<List<String>> {
    static final Table<List<String>> TABLE = new Table<>(new Escapes(), ESCAPES);

    @Override
    public List<String> read(String[] fields) {
      return Table.words(fields[1]);
    }
  }
}
