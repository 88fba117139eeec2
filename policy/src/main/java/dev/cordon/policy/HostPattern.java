package dev.cordon.policy;

import org.jspecify.annotations.Nullable;

/**
 * A pattern over hosts. Immutable.
 *
 * @param name the normal spelling of the host or of the domain; empty for any host
 * @param self whether the name itself matches
 * @param below whether names below it match
 */
public record HostPattern(String name, boolean self, boolean below) {

  /** The pattern {@code text}; null when it is none. */
  public static @Nullable HostPattern parse(String text) {
    if (text.equals("*")) {
      return new HostPattern("", true, true);
    }
    int stars = text.startsWith("**.") ? 2 : text.startsWith("*.") ? 1 : 0;
    String name = HostName.normal(stars == 0 ? text : text.substring(stars + 1));
    boolean domain = name != null && name.indexOf(':') < 0;
    return name == null || (stars > 0 && !domain)
        ? null
        : new HostPattern(name, stars != 1, stars > 0);
  }

  /**
   * Whether it names {@code host}.
   *
   * @param host in its normal spelling
   */
  public boolean matches(String host) {
    if (name.isEmpty()) {
      return true;
    }
    if (self && host.equals(name)) {
      return true;
    }
    int dot = host.length() - name.length() - 1;
    return below && dot > 0 && host.charAt(dot) == '.' && host.endsWith(name);
  }
}
