package dev.cordon.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The host that a command line names. A name look-up is refused before the name is known, so this
 * is what the command line says, no evidence; what a yes opens does not depend on it.
 */
final class NamedHost {
  private static final Set<String> LOG_IN = Set.of("ssh", "sftp", "mosh", "telnet", "nc", "ping");
  private static final Set<String> COPY = Set.of("scp", "rsync", "sftp");
  private static final Set<String> FETCH = Set.of("curl", "wget");

  /** Options of ssh and its family that take the next word, ssh(1). */
  private static final String WITH_VALUE = "BbcDEeFIiJLlmOoPpQRSWw";

  /** What separates words in a script that is given as one argument. */
  private static final String SEPARATORS = " \t\r\n;&|()<>'\"`$";

  private NamedHost() {}

  /** What a refused name look-up was for, for a person. */
  static String lookup(List<String> argv) {
    String host = in(argv);
    return host == null
        ? "network (name look-up)"
        : host + " (name look-up; the command line names this host)";
  }

  static @Nullable String in(List<String> argv) {
    List<String> words = words(argv);
    for (String word : words) {
      int scheme = word.indexOf("://");
      String host = scheme > 0 ? host(word, scheme + 3) : afterUser(word);
      if (host != null) {
        return host;
      }
    }
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String host = byProgram(word.substring(word.lastIndexOf('/') + 1), words, i + 1);
      if (host != null) {
        return host;
      }
    }
    return null;
  }

  private static List<String> words(List<String> argv) {
    List<String> words = new ArrayList<>();
    for (String argument : argv) {
      int start = 0;
      for (int i = 0; i <= argument.length(); i++) {
        if (i == argument.length() || SEPARATORS.indexOf(argument.charAt(i)) >= 0) {
          if (i > start) {
            words.add(argument.substring(start, i));
          }
          start = i + 1;
        }
      }
    }
    return words;
  }

  private static @Nullable String byProgram(String program, List<String> words, int from) {
    if (LOG_IN.contains(program) || FETCH.contains(program)) {
      String word = operand(words, from);
      return word == null ? null : host(word, word.indexOf('@') + 1);
    }
    if (COPY.contains(program)) {
      for (String word : words.subList(from, words.size())) {
        int colon = word.indexOf(':');
        if (colon > 0 && word.lastIndexOf('/', colon) < 0) {
          return host(word, 0);
        }
      }
    }
    return null;
  }

  /** The first word that is neither an option nor an option's value. */
  private static @Nullable String operand(List<String> words, int from) {
    for (int i = from; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("-")) {
        return word;
      }
      if (word.length() == 2 && WITH_VALUE.indexOf(word.charAt(1)) >= 0) {
        i++;
      }
    }
    return null;
  }

  /** {@code user@host:path}. */
  private static @Nullable String afterUser(String word) {
    int at = word.indexOf('@');
    int colon = word.indexOf(':', at + 1);
    return at > 0 && colon > at + 1 && word.lastIndexOf('/', colon) < 0 ? host(word, at + 1) : null;
  }

  /**
   * A host name, with its port if it has one, that begins at {@code start}; null when none does.
   */
  private static @Nullable String host(String word, int start) {
    int authority = start;
    while (authority < word.length() && "/?#".indexOf(word.charAt(authority)) < 0) {
      authority++;
    }
    int from = Math.max(start, word.lastIndexOf('@', authority - 1) + 1);
    int end = from;
    while (end < word.length() && isOfName(word.charAt(end))) {
      end++;
    }
    return end == from ? null : word.substring(from, end);
  }

  private static boolean isOfName(char c) {
    return (c < 128 && Character.isLetterOrDigit(c)) || c == '.' || c == '-' || c == '_';
  }
}
