package dev.cordon.rules;

import dev.cordon.policy.Glob;
import dev.cordon.policy.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * A glob over paths, case ignored. {@code *} and {@code ?} stand for part of a name, {@code **} for
 * any names. It starts at the root, at home, or in the workspace. Immutable.
 */
final class PathPattern {

  /** Most patterns that one with braces may stand for. */
  static final int MAX_ALTERNATIVES = 64;

  private static final String ANY_NAMES = "**";

  private enum Anchor {
    ROOT,
    HOME,
    WORKSPACE
  }

  private final Anchor anchor;
  private final String[] names;
  private final String sureName;

  private PathPattern(Anchor anchor, String[] names) {
    this.anchor = anchor;
    this.names = names;
    this.sureName = sureName(names);
  }

  /** What is wrong with a pattern. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String problem) {
      super(problem);
    }
  }

  /**
   * The patterns that {@code text} stands for, one for each choice between braces.
   *
   * @throws MalformedException when it is no pattern; the message says why
   */
  static List<PathPattern> parse(String text) throws MalformedException {
    List<PathPattern> patterns = new ArrayList<>();
    List<String> plain = Braces.expand(text, MAX_ALTERNATIVES);
    for (int i = 0; i < plain.size(); i++) {
      patterns.add(one(plain.get(i)));
    }
    return patterns;
  }

  private static PathPattern one(String text) throws MalformedException {
    if (text.isEmpty()) {
      throw new MalformedException("is empty");
    }
    if (text.indexOf('\\') >= 0) {
      throw new MalformedException("has a backslash, and patterns have no escapes");
    }
    if (text.startsWith("~") && text.length() > 1 && text.charAt(1) != '/') {
      throw new MalformedException("names another person's home");
    }
    Anchor anchor =
        text.startsWith("/") ? Anchor.ROOT : text.startsWith("~") ? Anchor.HOME : Anchor.WORKSPACE;
    String path = anchor == Anchor.HOME ? text.substring(1) : text;
    List<String> names = new ArrayList<>();
    for (String name : Text.fold(path).split("/", -1)) {
      if (name.equals("..")) {
        throw new MalformedException("has .. in it");
      }
      if (!name.equals(ANY_NAMES) && name.contains(ANY_NAMES)) {
        throw new MalformedException("has ** inside of a name");
      }
      if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    if (text.endsWith("/") && !names.isEmpty()) {
      names.add(ANY_NAMES);
    }
    return new PathPattern(anchor, names.toArray(new String[0]));
  }

  /**
   * A name that every path has which the pattern names; empty when there is none that is sure.
   *
   * <p>The last one without wildcards: it tells more than the first.
   */
  String sureName() {
    return sureName;
  }

  private static String sureName(String[] names) {
    for (int i = names.length - 1; i >= 0; i--) {
      if (names[i].indexOf('*') < 0 && names[i].indexOf('?') < 0) {
        return names[i];
      }
    }
    return "";
  }

  /**
   * Whether {@code path} is one that the pattern names.
   *
   * @param strict for a rule that allows: a leading {@code **} stays in the workspace, and a folder
   *     is not what is in it
   */
  boolean matches(NamedPath path, Context context, boolean strict) {
    int from = path.mayHave(sureName) ? from(path, context, strict) : -1;
    if (from < 0) {
      return false;
    }
    boolean open = names.length > 0 && names[names.length - 1].equals(ANY_NAMES);
    if (open && matches(names.length - 1, path, from)) {
      return !strict;
    }
    return matches(names.length, path, from);
  }

  /** Where in {@code path} the pattern starts; negative when it lies elsewhere. */
  private int from(NamedPath path, Context context, boolean strict) {
    boolean anywhere = !strict && names.length > 0 && names[0].equals(ANY_NAMES);
    String[] folder =
        switch (anchor) {
          case ROOT -> new String[0];
          case HOME -> context.homeNames();
          case WORKSPACE -> anywhere ? new String[0] : context.workspaceNames();
        };
    if (path.names().length < folder.length) {
      return -1;
    }
    for (int i = 0; i < folder.length; i++) {
      if (!path.mayBe(i, folder[i])) {
        return -1;
      }
    }
    return folder.length;
  }

  /** At most names of the pattern times names of the path steps. */
  private boolean matches(int length, NamedPath path, int from) {
    int p = 0;
    int n = from;
    int star = -1;
    int resume = from;
    while (n < path.names().length) {
      if (p < length && names[p].equals(ANY_NAMES)) {
        star = p++;
        resume = n;
      } else if (p < length && path.isNamed(n, names[p])) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < length && names[p].equals(ANY_NAMES)) {
      p++;
    }
    return p == length;
  }

  /**
   * How well a path fits of which only the end is known.
   *
   * @param tail folded end of the path; may be empty
   */
  Fit fitEnd(String tail) {
    if (names.length == 0 || names[names.length - 1].equals(ANY_NAMES)) {
      return Fit.BLIND;
    }
    String last = names[names.length - 1];
    int slash = tail.lastIndexOf('/');
    if (slash >= 0) {
      return Glob.matches(last, tail.substring(slash + 1)) ? Fit.POSSIBLE : Fit.NO;
    }
    return NamedPath.mayBe(last, "", tail) ? Fit.BLIND : Fit.NO;
  }
}
