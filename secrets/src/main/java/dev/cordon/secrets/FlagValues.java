package dev.cordon.secrets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows the words of one command and finds the secrets that a flag announces: {@code --password
 * X}, {@code mysql -pX}, {@code curl -u user:X}. Not thread-safe.
 */
final class FlagValues {

  private static final String ARGUMENT = Redaction.mark("argument");

  private static final List<String> LOGIN =
      List.of("docker", "podman", "buildah", "nerdctl", "helm", "oras", "crane", "skopeo", "az");

  private String program = "";
  private boolean login;
  private boolean sets;
  private Next next = Next.NOTHING;

  /** What the next word is. */
  private enum Next {
    NOTHING,
    /** A secret. */
    SECRET,
    /** {@code user:secret}. */
    USER
  }

  /** What is recorded instead of {@code word}, or null when the flags say nothing about it. */
  @Nullable String take(String word) {
    Next expected = next;
    next = Next.NOTHING;
    if (expected != Next.NOTHING && !isFlag(word) && !word.isEmpty()) {
      return expected == Next.USER ? user("", word) : secret("", word);
    }
    if (word.startsWith("-") && word.length() > 1) {
      return word.startsWith("--") ? longFlag(word) : shortFlag(word);
    }
    if (word.startsWith("pass:")) {
      return secret("pass:", word.substring(5));
    }
    if (sets && word.indexOf('=') < 0 && TellingName.of(word) != TellingName.NO) {
      next = Next.SECRET;
    }
    login |= word.equals("login");
    sets |= word.equals("set");
    remember(word);
    return null;
  }

  private void remember(String word) {
    String name = word.substring(word.lastIndexOf('/') + 1);
    if (!flagsOf(name).isEmpty() || LOGIN.contains(name) || name.equals("ssh")) {
      program = name;
    }
  }

  /** A word this short that starts with a dash is a flag, not a password. */
  private static boolean isFlag(String word) {
    return word.startsWith("--") || (word.startsWith("-") && word.length() <= 2);
  }

  private @Nullable String longFlag(String word) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    boolean user =
        takesUser()
            && (name.equals("--user") || name.equals("--proxy-user") || name.equals("--auth"));
    if (equals >= 0) {
      return user ? user(word.substring(0, equals + 1), word.substring(equals + 1)) : null;
    }
    next = user ? Next.USER : isTelling(name) ? Next.SECRET : Next.NOTHING;
    return null;
  }

  private @Nullable String shortFlag(String word) {
    String flags = login && LOGIN.contains(program) ? "p" : flagsOf(program);
    if (flags.indexOf(word.charAt(1)) < 0) {
      next = word.indexOf('=') < 0 && isTelling(word) ? Next.SECRET : Next.NOTHING;
      return null;
    }
    boolean attachedOnly = flags.startsWith("=");
    boolean user = takesUser();
    if (word.length() == 2) {
      next = attachedOnly ? Next.NOTHING : user ? Next.USER : Next.SECRET;
      return null;
    }
    String value = word.substring(2);
    return user ? user(word.substring(0, 2), value) : secret(word.substring(0, 2), value);
  }

  private boolean takesUser() {
    return switch (program) {
      case "curl", "http", "https", "xh", "smbclient" -> true;
      default -> false;
    };
  }

  /** Short flags of a program that take a secret; after {@code =}, only when it is attached. */
  private static String flagsOf(String program) {
    return switch (program) {
      case "mysql", "mysqldump", "mysqladmin", "mysqlimport", "mysqlshow", "mysqlcheck" -> "=p";
      case "mariadb", "mariadb-dump", "mariadb-admin", "mycli" -> "=p";
      case "7z", "7za", "7zr", "rar", "unrar" -> "=p";
      case "sshpass", "mongo", "mongosh", "mongodump", "mongorestore", "cqlsh" -> "p";
      case "curl" -> "uU";
      case "http", "https", "xh" -> "a";
      case "smbclient" -> "U";
      case "redis-cli", "valkey-cli" -> "a";
      case "ldapsearch", "ldapadd", "ldapmodify", "ldapdelete", "ldapwhoami", "ldappasswd" -> "w";
      case "sqlcmd", "bcp", "zip", "unzip" -> "P";
      default -> "";
    };
  }

  private static boolean isTelling(String name) {
    if (name.startsWith("--no-") || name.startsWith("--ask-") || name.startsWith("--prompt")) {
      return false;
    }
    TellingName tells = TellingName.of(name);
    return tells == TellingName.LIKELY || tells == TellingName.SURELY;
  }

  private static @Nullable String secret(String before, String value) {
    return NamedValues.isReference(value, 0) ? null : before.concat(ARGUMENT);
  }

  /** {@code user:secret}, for Samba {@code user%secret}; a user alone is kept. */
  private @Nullable String user(String before, String value) {
    int split = value.indexOf(program.equals("smbclient") ? '%' : ':');
    if (split < 0 || split == value.length() - 1) {
      return null;
    }
    return secret(before.concat(value.substring(0, split + 1)), value.substring(split + 1));
  }
}
