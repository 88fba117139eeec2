package dev.cordon.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Takes known shapes of secrets out of text before it is recorded. Errs on the side of taking out.
 * Stateless, linear in the length of the text.
 */
public final class Redaction {
  /** A value after a telling name is taken for a secret from this length on. */
  private static final int MIN_VALUE = 6;

  private static final String MARK = "[redacted:";

  /** Begin of a token and the fewest characters that follow. */
  private record Shape(String prefix, int least, String kind) {}

  private static final List<Shape> SHAPES =
      List.of(
          new Shape("ghp_", 20, "github"),
          new Shape("gho_", 20, "github"),
          new Shape("ghu_", 20, "github"),
          new Shape("ghs_", 20, "github"),
          new Shape("ghr_", 20, "github"),
          new Shape("github_pat_", 20, "github"),
          new Shape("glpat-", 16, "gitlab"),
          new Shape("glptt-", 16, "gitlab"),
          new Shape("gldt-", 16, "gitlab"),
          new Shape("xoxb-", 10, "slack"),
          new Shape("xoxp-", 10, "slack"),
          new Shape("xoxa-", 10, "slack"),
          new Shape("xoxs-", 10, "slack"),
          new Shape("xoxr-", 10, "slack"),
          new Shape("xapp-", 10, "slack"),
          new Shape("AKIA", 16, "aws"),
          new Shape("ASIA", 16, "aws"),
          new Shape("sk-ant-", 16, "anthropic"),
          new Shape("sk-proj-", 16, "openai"),
          new Shape("sk-", 20, "openai"),
          new Shape("AIza", 30, "google"),
          new Shape("ya29.", 20, "google"),
          new Shape("sk_live_", 16, "stripe"),
          new Shape("sk_test_", 16, "stripe"),
          new Shape("rk_live_", 16, "stripe"),
          new Shape("whsec_", 16, "stripe"),
          new Shape("npm_", 30, "npm"),
          new Shape("pypi-", 20, "pypi"),
          new Shape("dckr_pat_", 16, "docker"),
          new Shape("hf_", 20, "huggingface"),
          new Shape("dop_v1_", 20, "digitalocean"),
          new Shape("SG.", 30, "sendgrid"),
          new Shape("shpat_", 20, "shopify"),
          new Shape("lin_api_", 20, "linear"),
          new Shape("eyJ", 30, "jwt"),
          new Shape("hvs.", 20, "vault"),
          new Shape("tskey-", 16, "tailscale"),
          new Shape("AGE-SECRET-KEY-", 20, "age"),
          new Shape("PMAK-", 20, "postman"),
          new Shape("ATATT3", 20, "atlassian"),
          new Shape("figd_", 16, "figma"),
          new Shape("pul-", 30, "pulumi"),
          new Shape("dapi", 32, "databricks"),
          new Shape("rubygems_", 20, "rubygems"));

  private static final List<String> TELLING =
      List.of(
          "password",
          "passwd",
          "secret",
          "token",
          "apikey",
          "api-key",
          "api_key",
          "access-key",
          "access_key",
          "private-key",
          "private_key",
          "credential");

  private Redaction() {}

  /** {@code text} without what looks like a secret; anything else stays as it is. */
  public static String redact(String text) {
    if (text.length() < MIN_VALUE) {
      return text;
    }
    return shapes(authorization(userInfo(assignments(privateKeys(text)))));
  }

  /**
   * An argument list without secrets: also where the name is one argument and the value the next.
   */
  public static List<String> redactArguments(List<String> arguments) {
    List<String> kept = new ArrayList<>(arguments.size());
    boolean valueNext = false;
    for (String argument : arguments) {
      boolean flag = argument.startsWith("-");
      if (valueNext && !flag && !argument.isEmpty()) {
        kept.add(MARK + "argument]");
      } else {
        kept.add(redact(argument));
      }
      valueNext = flag && argument.indexOf('=') < 0 && isTelling(argument);
    }
    return kept;
  }

  private static boolean isTelling(String name) {
    String folded = name.toLowerCase(Locale.ROOT);
    for (String word : TELLING) {
      if (folded.endsWith(word)) {
        return true;
      }
    }
    return folded.endsWith("_key") && folded.length() > 4;
  }

  private static String privateKeys(String text) {
    int begin = text.indexOf("-----BEGIN ");
    if (begin < 0 || text.indexOf("PRIVATE KEY", begin) < 0) {
      return text;
    }
    int end = text.lastIndexOf("-----END ");
    String tail = end < begin ? "" : text.substring(end + 9);
    int close = tail.indexOf("-----");
    return text.substring(0, begin)
        + MARK
        + "private-key]"
        + (close < 0 ? "" : tail.substring(close + 5));
  }

  /** {@code NAME=VALUE}, {@code --name=VALUE}, {@code "name": "VALUE"} with a telling name. */
  private static String assignments(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '=' && c != ':') {
        continue;
      }
      int nameEnd = i;
      while (nameEnd > 0 && "\"' ".indexOf(text.charAt(nameEnd - 1)) >= 0) {
        nameEnd--;
      }
      int nameStart = nameEnd;
      while (nameStart > copied && isNameCharacter(text.charAt(nameStart - 1))) {
        nameStart--;
      }
      if (nameStart == nameEnd || !isTelling(text.substring(nameStart, nameEnd))) {
        continue;
      }
      int start = i + 1;
      while (start < text.length() && "\"' ".indexOf(text.charAt(start)) >= 0) {
        start++;
      }
      int end = valueEnd(text, start);
      if (end - start >= MIN_VALUE && !text.startsWith("//", start) && text.charAt(start) != '$') {
        out.append(text, copied, start).append(MARK).append("value]");
        copied = end;
        i = Math.max(i, end - 1);
      }
    }
    return copied == 0 ? text : out.append(text, copied, text.length()).toString();
  }

  /** {@code scheme://user:PASSWORD@host}. */
  private static String userInfo(String text) {
    int scheme = text.indexOf("://");
    if (scheme < 0) {
      return text;
    }
    int start = scheme + 3;
    int end = start;
    while (end < text.length() && "/ \"'?#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    int at = text.lastIndexOf('@', end - 1);
    int colon = text.indexOf(':', start);
    if (at > start && colon > 0 && colon < at) {
      return text.substring(0, colon + 1)
          + MARK
          + "password]"
          + text.substring(at, end)
          + userInfo(text.substring(end));
    }
    return text.substring(0, end) + userInfo(text.substring(end));
  }

  /** {@code Bearer X}, {@code Basic X}. */
  private static String authorization(String text) {
    String result = text;
    for (String scheme : List.of("Bearer ", "bearer ", "Basic ", "basic ")) {
      int at = result.indexOf(scheme);
      if (at >= 0) {
        int start = at + scheme.length();
        int end = valueEnd(result, start);
        if (end - start >= MIN_VALUE
            && result.charAt(start) != '$'
            && !result.startsWith(MARK, start)) {
          result = result.substring(0, start) + MARK + "authorization]" + result.substring(end);
        }
      }
    }
    return result;
  }

  private static String shapes(String text) {
    String result = text;
    for (Shape shape : SHAPES) {
      int at = result.indexOf(shape.prefix());
      while (at >= 0) {
        int end = at + shape.prefix().length();
        while (end < result.length() && isTokenCharacter(result.charAt(end))) {
          end++;
        }
        boolean begins = at == 0 || !Character.isLetterOrDigit(result.charAt(at - 1));
        if (begins && end - at - shape.prefix().length() >= shape.least()) {
          String mark = MARK + shape.kind() + "]";
          result = result.substring(0, at) + mark + result.substring(end);
          end = at + mark.length();
        }
        at = result.indexOf(shape.prefix(), end);
      }
    }
    return result;
  }

  private static int valueEnd(String text, int start) {
    int end = start;
    while (end < text.length() && " \t\n\"';&|,)}".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static boolean isNameCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }

  private static boolean isTokenCharacter(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
  }
}
