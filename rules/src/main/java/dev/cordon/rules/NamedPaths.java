package dev.cordon.rules;

import dev.cordon.policy.ArgumentPaths;
import dev.cordon.policy.Names;
import dev.cordon.policy.Text;
import dev.cordon.shell.Command;
import dev.cordon.shell.Redirect;
import dev.cordon.shell.Word;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The paths a query is about. Of a command, every path it may name: all of an argument, what
 * follows {@code =}, {@code :} or {@code ,} in it, and the files of redirections. Made once for all
 * rules. Immutable.
 */
final class NamedPaths {

  private static final char NOT_KNOWN = '\uFFFF';

  /** Letters of short options in one word that are looked through for a value behind them. */
  private static final int MAX_ROW = 8;

  /** Places in one word where a path may start that are all looked at to its end. */
  private static final int MAX_STARTS = 64;

  /** Where a path starts and ends in an argument besides {@code =}, {@code :} and {@code ,}. */
  private static final String STARTS = "@<{";

  private static final String ENDS = ",;}";
  private static final String ALL = STARTS + ENDS;

  private final List<NamedPath> paths = new ArrayList<>();
  private final List<String> ends = new ArrayList<>();
  private final List<String> anywhere = new ArrayList<>();
  private final Context context;

  NamedPaths(Query query) {
    context = query.context();
    for (int i = 0; i < query.paths().size(); i++) {
      paths.add(NamedPath.known(Names.folded(query.paths().get(i))));
      addTarget(query.paths().get(i));
    }
    if (query.command() != null) {
      addAll(query.command());
    }
  }

  private void addAll(Command command) {
    String program = CommandPattern.plainName(command.program());
    for (int i = 0; i < command.words().size(); i++) {
      Word word = command.words().get(i);
      if (i > 0 || !word.isKnown() || word.text().indexOf('/') >= 0) {
        add(word);
      }
      if (i > 0 && word.isKnown()) {
        addOwn(program, word.text(), command.words().get(i - 1));
      }
    }
    boolean list = ListReaders.isOne(command);
    for (int i = 0; i < command.redirects().size(); i++) {
      Redirect redirect = command.redirects().get(i);
      if (redirect.kind() == Redirect.Kind.READ || redirect.kind() == Redirect.Kind.WRITE) {
        add(redirect.target());
      } else if (list && redirect.kind() == Redirect.Kind.TEXT) {
        addList(redirect.target());
      }
    }
  }

  /** Paths in a spelling that only this program knows. */
  private void addOwn(String program, String text, Word before) {
    switch (program) {
      case "git" -> addPathspec(text);
      case "sed", "gsed", "ssed" -> addScriptFiles(text);
      case "curl" -> addCurl(text, before);
      case "printf", "echo" -> addLines(text.replace("\\n", "\n").replace("\\0", "\n"));
      default -> {}
    }
  }

  /** Names in what comes in, line by line and word by word. */
  private void addList(Word list) {
    if (!list.isKnown()) {
      ends.add("");
      return;
    }
    addLines(list.text());
    for (String word : list.text().split("[\\s\"'=]+", -1)) {
      addWord(word);
    }
  }

  private void addLines(String text) {
    for (String line : text.split("\n", -1)) {
      addWord(line);
    }
  }

  private void addWord(String text) {
    if (!text.isEmpty()) {
      add(Word.of(text));
    }
  }

  /** {@code r FILE} and {@code w FILE} in a script of sed. */
  private void addScriptFiles(String script) {
    int files = 0;
    for (int at = 0; at < script.length(); at++) {
      if ("rRwW".indexOf(script.charAt(at)) >= 0) {
        int start = at + 1;
        while (start < script.length() && script.charAt(start) == ' ') {
          start++;
        }
        int line = script.indexOf('\n', start);
        addWord(script.substring(start, line < 0 ? script.length() : line));
        if (++files == MAX_STARTS) {
          ends.add("");
          return;
        }
      }
    }
  }

  /**
   * curl makes several addresses, and several files to send, of {@code [a-z]} and {@code {a,b}}.
   */
  private void addCurl(String text, Word before) {
    String address = PathSpelling.ofAddress(text);
    boolean sends =
        before.is("--upload-file")
            || (before.text().startsWith("-") && before.text().endsWith("T"));
    String path = address.isEmpty() && sends ? text : address;
    int first = PathSpelling.firstSign(path, "[{", 0);
    if (first >= 0) {
      int last = Math.max(path.lastIndexOf(']'), path.lastIndexOf('}'));
      addGlob(
          path.substring(0, first) + NOT_KNOWN + path.substring(Math.max(first, last) + 1),
          context.cwdNames());
    }
  }

  /** Paths of which the number of names is known. */
  List<NamedPath> paths() {
    return paths;
  }

  /** What paths end with of which nothing else counts, folded; empty for any path. */
  List<String> ends() {
    return ends;
  }

  /** What relative paths end with whose folder nobody knows, folded; empty for any path. */
  List<String> anywhere() {
    return anywhere;
  }

  /**
   * How well a rule fits at most whose paths have none of the known names; {@code NO} when all is
   * known.
   */
  Fit chance() {
    Fit chance = anywhere.isEmpty() ? Fit.NO : Fit.BLIND;
    for (int i = 0; i < paths.size(); i++) {
      chance = paths.get(i).unknown() < 0 ? chance : chance.or(Fit.POSSIBLE);
    }
    for (int i = 0; i < ends.size(); i++) {
      chance = chance.or(ends.get(i).indexOf('/') < 0 ? Fit.BLIND : Fit.POSSIBLE);
    }
    return chance;
  }

  private void add(Word word) {
    String[] from = word.home() ? context.homeNames() : context.cwdNames();
    String text = word.home() ? Context.belowHome(word.text()) : word.text();
    if (word.isKnown()) {
      addKnown(text, from);
      if (context.cwd() == null && !word.home()) {
        addAnywhere(text);
      }
      if (!context.links().equals(Links.NONE)) {
        addTargets(word);
      }
    } else if (isOneName(word)) {
      addGlob(text + NOT_KNOWN + word.tail(), from);
    } else {
      ends.add(Text.fold(word.tail()));
    }
  }

  private void addKnown(String text, String[] from) {
    addArgument(text, from);
    addGlued(text, from);
    addInside(text, from);
    String address = PathSpelling.ofAddress(text);
    if (!address.isEmpty()) {
      addArgument(address, from);
    }
  }

  /** What stands inside of other signs, such as {@code f=@a;type=b} and {@code {a,b}}. */
  private void addInside(String text, String[] from) {
    int starts = 0;
    int start = PathSpelling.firstSign(text, STARTS, 0) + 1;
    while (start > 0 && start < text.length()) {
      int stop = PathSpelling.firstSign(text, starts++ < MAX_STARTS ? ENDS : ALL, start);
      addArgument(text.substring(start, stop < 0 ? text.length() : stop), from);
      start = PathSpelling.firstSign(text, ALL, start) + 1;
    }
  }

  /** In a directory that nobody knows, a relative path is any that ends so. */
  private void addAnywhere(String text) {
    int starts = 0;
    for (int start = 0; start < text.length(); start++) {
      boolean relative = text.charAt(start) != '/' && text.charAt(start) != '-';
      if (relative && mayStart(text, start)) {
        int end = text.length();
        while (end > start && text.charAt(end - 1) == '/') {
          end--;
        }
        anywhere.add("/".concat(Text.fold(text.substring(start, end))));
        if (++starts == MAX_STARTS) {
          anywhere.add("");
          return;
        }
      }
    }
  }

  /** Whether a path may start there: at the start, behind a sign, or glued to a short option. */
  private static boolean mayStart(String text, int start) {
    char before = start == 0 ? '=' : text.charAt(start - 1);
    boolean glued = start >= 2 && start <= MAX_ROW && isShortOption(text);
    return before == '=' || before == ':' || before == ',' || STARTS.indexOf(before) >= 0 || glued;
  }

  private void addArgument(String text, String[] from) {
    ArgumentPaths argument = new ArgumentPaths(text, from);
    while (argument.next()) {
      paths.add(NamedPath.known(argument.resolved()));
    }
  }

  /** What git takes for a path: from where it runs, or from the top of the repository. */
  private void addPathspec(String text) {
    String path = text.startsWith(":") ? PathSpelling.ofPathspec(text) : text;
    if (path.indexOf('\\') >= 0) {
      addArgument(path.replace("\\", ""), context.cwdNames());
    }
    int wildcard = PathSpelling.firstWildcard(path);
    boolean other = text.startsWith(":") ? !path.isEmpty() : wildcard >= 0;
    if (!other) {
      return;
    }
    if (wildcard < 0) {
      addArgument(path, context.workspaceNames());
      addArgument(path, context.cwdNames());
    } else {
      String glob =
          path.substring(0, wildcard)
              + NOT_KNOWN
              + path.substring(PathSpelling.afterWildcards(path));
      addGlob(glob, context.workspaceNames());
      addGlob(glob, context.cwdNames());
    }
  }

  /** Where the links in the paths lead that {@code word} may name. */
  private void addTargets(Word word) {
    String text = word.home() ? Context.belowHome(word.text()) : word.text();
    Path base = word.home() ? context.home() : context.base();
    for (int start = 0; start < text.length(); start++) {
      if (mayStart(text, start)) {
        try {
          addTarget(base.resolve(text.substring(start)));
        } catch (InvalidPathException noPath) {
          return;
        }
      }
    }
  }

  private void addTarget(Path path) {
    Path target = context.links().target(path);
    if (target != null) {
      paths.add(NamedPath.known(Names.folded(target)));
    }
  }

  /** A value glued to short options, as in {@code -f.env} and {@code -sT.env}. */
  private void addGlued(String text, String[] from) {
    int last = Math.min(text.length() - 1, MAX_ROW);
    for (int start = 2; start <= last && isShortOption(text); start++) {
      addArgument(text.substring(start), from);
    }
  }

  private static boolean isShortOption(String text) {
    return text.startsWith("-") && !text.startsWith("--");
  }

  /** Whether what is not known lies inside of one name: a glob without a slash in its middle. */
  private static boolean isOneName(Word word) {
    String source = word.source();
    return word.spread() == Word.Spread.ALIKE
        && source.indexOf('$') < 0
        && source.indexOf('`') < 0
        && slashes(source) == slashes(word.text()) + slashes(word.tail());
  }

  private static int slashes(String text) {
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      count += text.charAt(i) == '/' ? 1 : 0;
    }
    return count;
  }

  private void addGlob(String text, String[] from) {
    ArgumentPaths argument = new ArgumentPaths(text, from);
    while (argument.next()) {
      String[] names = argument.resolved();
      paths.add(globbed(names));
    }
  }

  private static NamedPath globbed(String[] names) {
    for (int i = 0; i < names.length; i++) {
      int at = names[i].indexOf(NOT_KNOWN);
      if (at >= 0) {
        return new NamedPath(names, i, names[i].substring(0, at), names[i].substring(at + 1));
      }
    }
    return NamedPath.known(names);
  }
}
