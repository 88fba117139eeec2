package dev.cordon.secrets;

import java.util.List;
import java.util.Locale;

/** Whether a name says that its value is a secret. Pure. */
enum TellingName {
  /** It does not. */
  NO,
  /** It does, when the value is long enough to be one. */
  LIKELY,
  /** Whatever the value is. */
  SURELY,
  /** The value is a header with credentials, which may begin with how they are meant. */
  HEADER,
  /** The value is a header that is all credentials. */
  COOKIE;

  /** Longer names are looked at from their end only. */
  static final int MAX_LENGTH = 64;

  private static final List<String> SURE =
      List.of("password", "passwd", "passphrase", "passcode", "secret", "userpass");

  private static final List<String> SURE_PARTS = List.of("pass", "pwd", "pw", "passwords");

  private static final List<String> LIKE =
      List.of(
          "token",
          "apikey",
          "api-key",
          "accesskey",
          "access-key",
          "secretkey",
          "secret-key",
          "privatekey",
          "private-key",
          "authkey",
          "auth-key",
          "encryption-key",
          "signing-key",
          "account-key",
          "master-key",
          "credential",
          "credentials",
          "secret-key-base",
          "storepass",
          "keypass",
          "connectionstring",
          "sessionid",
          "oauth2-bearer");

  private static final List<String> LIKE_PARTS = List.of("pat", "jwt", "bearer", "dsn");

  private static final List<String> HARMLESS_KEYS =
      List.of(
          "public-key",
          "primary-key",
          "foreign-key",
          "sort-key",
          "cache-key",
          "partition-key",
          "host-key",
          "unique-key");

  /** What {@code name} tells; dashes, underscores and case make no difference. */
  static TellingName of(String name) {
    String folded = fold(name);
    if (folded.endsWith("authorization")) {
      return HEADER;
    }
    if (isPart(folded, "cookie")) {
      return COOKIE;
    }
    if (folded.equals("pwd") || folded.equals("oldpwd")) {
      return NO;
    }
    if (endsWithAny(folded, SURE) || hasPart(folded, SURE_PARTS)) {
      return SURELY;
    }
    boolean key =
        folded.endsWith("-key") && folded.length() > 4 && !endsWithAny(folded, HARMLESS_KEYS);
    boolean underscored = name.indexOf('_') > 0;
    return endsWithAny(folded, LIKE) || hasPart(folded, LIKE_PARTS) || (key && underscored)
        ? LIKELY
        : NO;
  }

  private static String fold(String name) {
    int end = name.length();
    while (end > 0 && "0123456789_-".indexOf(name.charAt(end - 1)) >= 0) {
      end--;
    }
    String last = name.substring(Math.max(0, end - MAX_LENGTH), end);
    return last.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-');
  }

  private static boolean endsWithAny(String name, List<String> ends) {
    for (int i = 0; i < ends.size(); i++) {
      if (name.endsWith(ends.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasPart(String name, List<String> parts) {
    for (int i = 0; i < parts.size(); i++) {
      if (isPart(name, parts.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the last part of {@code name} is {@code part}. */
  private static boolean isPart(String name, String part) {
    return name.endsWith(part)
        && (name.length() == part.length()
            || name.charAt(name.length() - part.length() - 1) == '-');
  }
}
