package dev.cordon.secrets;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes known shapes of secrets out of text before it is recorded. Errs on the side of taking out;
 * what stands in for a secret is never taken for one. Stateless, linear in the length of the text.
 */
public final class Redaction {

  private static final String MARK = "[redacted:";

  private Redaction() {}

  /** {@code text} without what looks like a secret; anything else stays as it is. */
  public static String redact(String text) {
    return characters(ScriptWords.remove(text));
  }

  /**
   * An argument list without secrets: also where the name is one argument and the value the next.
   */
  public static List<String> redactArguments(List<String> arguments) {
    List<String> kept = new ArrayList<>(arguments.size());
    FlagValues flags = new FlagValues();
    String before = "";
    for (String argument : arguments) {
      String instead = flags.take(argument);
      if (instead == null && !isScriptFlag(before)) {
        instead = wholeValue(argument);
      }
      kept.add(
          instead != null ? instead : isScript(argument) ? redact(argument) : characters(argument));
      before = argument;
    }
    return kept;
  }

  static String mark(String kind) {
    return MARK.concat(kind).concat("]");
  }

  static boolean isMarked(String text, int at) {
    return text.startsWith(MARK, at);
  }

  private static String characters(String text) {
    String named = NamedValues.remove(UserInfo.remove(PrivateKeys.remove(text)));
    return Tokens.remove(Schemes.remove(named));
  }

  /** In an argument of its own, everything after {@code NAME=} is the value. */
  private static @Nullable String wholeValue(String argument) {
    int equals = argument.indexOf('=');
    if (equals <= 0 || equals + 1 >= argument.length()) {
      return null;
    }
    for (int i = 0; i < equals; i++) {
      char c = argument.charAt(i);
      if (!TokenShape.isLetterOrDigit(c) && c != '_' && c != '-' && c != '.') {
        return null;
      }
    }
    String name = argument.substring(0, equals + 1);
    String rest = NamedValues.remove(argument);
    boolean secret = rest.startsWith(name.concat(MARK));
    return secret ? name.concat(mark("value")) : null;
  }

  private static boolean isScriptFlag(String argument) {
    return argument.startsWith("-") && !argument.startsWith("--") && argument.endsWith("c");
  }

  private static boolean isScript(String argument) {
    for (int i = 0; i < argument.length(); i++) {
      if (argument.charAt(i) <= ' ') {
        return true;
      }
    }
    return false;
  }
}
