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

  private final List<NamedPath> paths = new ArrayList<>();
  private final List<String> ends = new ArrayList<>();
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
    boolean git = CommandPattern.plainName(command.program()).equals("git");
    for (int i = 0; i < command.words().size(); i++) {
      Word word = command.words().get(i);
      if (i > 0 || !word.isKnown() || word.text().indexOf('/') >= 0) {
        add(word);
      }
      if (git && i > 0 && word.isKnown()) {
        addPathspec(word.text());
      }
    }
    for (int i = 0; i < command.redirects().size(); i++) {
      Redirect redirect = command.redirects().get(i);
      if (redirect.kind() == Redirect.Kind.READ || redirect.kind() == Redirect.Kind.WRITE) {
        add(redirect.target());
      }
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

  /**
   * How well a rule fits at most whose paths have none of the known names; {@code NO} when all is
   * known.
   */
  Fit chance() {
    Fit chance = Fit.NO;
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
    String address = PathSpelling.ofAddress(text);
    if (!address.isEmpty()) {
      addArgument(address, from);
    }
  }

  /** In a directory that nobody knows, a relative path is any that ends so. */
  private void addAnywhere(String text) {
    for (int start = 0; start < text.length(); start++) {
      boolean relative = text.charAt(start) != '/' && text.charAt(start) != '-';
      if (relative && mayStart(text, start)) {
        int end = text.length();
        while (end > start && text.charAt(end - 1) == '/') {
          end--;
        }
        ends.add("/".concat(Text.fold(text.substring(start, end))));
      }
    }
  }

  /** Whether a path may start there: at the start, behind a sign, or glued to a short option. */
  private static boolean mayStart(String text, int start) {
    char before = start == 0 ? '=' : text.charAt(start - 1);
    boolean glued = (start == 1 && before == '@') || (start == 2 && text.charAt(0) == '-');
    return before == '=' || before == ':' || before == ',' || glued;
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

  /** A value glued to a short option or to curl's {@code @}, as in {@code -f.env}. */
  private void addGlued(String text, String[] from) {
    int start = text.startsWith("@") ? 1 : text.startsWith("-") && !text.startsWith("--") ? 2 : 0;
    if (start > 0 && text.length() > start) {
      addArgument(text.substring(start), from);
    }
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
