package dev.cordon.rules;

import dev.cordon.policy.Names;
import dev.cordon.policy.Text;
import dev.cordon.shell.Word;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The path patterns of one rule, held against paths and against the words of commands. Looks at
 * names, and at where links lead as the context tells. Immutable.
 *
 * @param patterns alternatives; empty when the rule has no path
 */
record PathRule(List<PathPattern> patterns) {

  PathRule {
    patterns = List.copyOf(patterns);
  }

  boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** One path is enough to restrict, and all are needed to allow. */
  boolean matches(NamedPaths named, Context context, boolean allows) {
    List<NamedPath> paths = named.paths();
    for (int i = 0; i < paths.size(); i++) {
      if (matches(paths.get(i), context, allows) != allows) {
        return !allows;
      }
    }
    return allows && !paths.isEmpty();
  }

  private boolean matches(NamedPath path, Context context, boolean strict) {
    for (int i = 0; i < patterns.size(); i++) {
      if (patterns.get(i).matches(path, context, strict)) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code word} is one known path that a rule which allows names. */
  boolean covers(Word word, Context context) {
    if (!word.isKnown() || word.text().isEmpty() || word.text().indexOf('\0') >= 0) {
      return false;
    }
    if (!word.home() && !word.text().startsWith("/") && context.cwd() == null) {
      return false;
    }
    String[] base = word.home() ? context.homeNames() : context.cwdNames();
    String text = word.home() ? Context.belowHome(word.text()) : word.text();
    if (!matches(NamedPath.known(resolved(text, base)), context, true)) {
      return false;
    }
    Path from = word.home() ? context.home() : context.base();
    Path target;
    try {
      target = context.links().target(from.resolve(text));
    } catch (InvalidPathException noPath) {
      return false;
    }
    return target == null || matches(NamedPath.known(Names.folded(target)), context, true);
  }

  /** The names of {@code text} from the root; unlike an argument, it is one path and no more. */
  private static String[] resolved(String text, String[] base) {
    List<String> names = new ArrayList<>();
    if (!text.startsWith("/")) {
      names.addAll(List.of(base));
    }
    for (String name : Text.fold(text).split("/", -1)) {
      if (name.equals("..")) {
        if (!names.isEmpty()) {
          names.removeLast();
        }
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    return names.toArray(new String[0]);
  }

  /** How well a command fits that names {@code paths}. */
  Fit fit(NamedPaths paths, Context context) {
    Fit fit = Fit.NO;
    for (int i = 0; i < paths.paths().size(); i++) {
      NamedPath path = paths.paths().get(i);
      if (matches(path, context, false)) {
        fit = fit.or(path.unknown() < 0 ? Fit.CERTAIN : Fit.POSSIBLE);
      }
    }
    for (int i = 0; i < paths.ends().size(); i++) {
      for (int p = 0; p < patterns.size(); p++) {
        fit = fit.or(patterns.get(p).fitEnd(paths.ends().get(i)));
      }
    }
    for (int i = 0; i < paths.anywhere().size(); i++) {
      for (int p = 0; p < patterns.size(); p++) {
        fit = fit.or(patterns.get(p).fitEnd(paths.anywhere().get(i)).and(Fit.BLIND));
      }
    }
    return fit;
  }
}
