package dev.cordon.policy;

import org.jspecify.annotations.Nullable;

/**
 * The one spelling of a host: a name of letters, digits and hyphens (RFC 1123), or an address.
 * Pure.
 */
public final class HostName {

  private static final int MAX_LENGTH = 253;
  private static final int MAX_LABEL = 63;
  private static final int GROUPS = 8;

  private HostName() {}

  /**
   * {@code host} in lower case, without a dot at the end, an IPv6 address with all its groups; null
   * when it is no host. Other spellings of an IPv4 address, such as {@code 0x7f.1}, are none.
   */
  public static @Nullable String normal(String host) {
    if (host.indexOf(':') >= 0 || host.startsWith("[")) {
      boolean bracketed = host.startsWith("[") && host.endsWith("]");
      return address(bracketed ? host.substring(1, host.length() - 1) : host);
    }
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      return null;
    }
    StringBuilder lower = new StringBuilder(name.length());
    int start = 0;
    for (int i = 0; i <= name.length(); i++) {
      char c = i < name.length() ? name.charAt(i) : '.';
      if (c == '.') {
        if (!isLabel(name, start, i)) {
          return null;
        }
        start = i + 1;
      }
      if (i < name.length()) {
        lower.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
      }
    }
    String text = lower.toString();
    return isNumeric(text.substring(text.lastIndexOf('.') + 1)) && !isIpv4(text) ? null : text;
  }

  private static boolean isLabel(String name, int start, int end) {
    if (end == start || end - start > MAX_LABEL) {
      return false;
    }
    if (name.charAt(start) == '-' || name.charAt(end - 1) == '-') {
      return false;
    }
    for (int i = start; i < end; i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '-') {
        return false;
      }
    }
    return true;
  }

  /** Whether programs would read a name with this last label as an address. */
  private static boolean isNumeric(String label) {
    if (label.startsWith("0x")) {
      return true;
    }
    for (int i = 0; i < label.length(); i++) {
      if (label.charAt(i) < '0' || label.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean isIpv4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i];
      boolean padded = part.length() > 1 && part.startsWith("0");
      if (part.isEmpty()
          || part.length() > 3
          || padded
          || part.startsWith("0x")
          || !isNumeric(part)) {
        return false;
      }
      if (Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String address(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return null;
    }
    String head = gap < 0 ? text : text.substring(0, gap);
    String tail = gap < 0 ? "" : text.substring(gap + 2);
    int[] before = groups(head);
    int[] after = groups(tail);
    if (before == null || after == null) {
      return null;
    }
    int known = before.length + after.length;
    if (gap < 0 ? known != GROUPS : known >= GROUPS) {
      return null;
    }
    int[] groups = new int[GROUPS];
    System.arraycopy(before, 0, groups, 0, before.length);
    System.arraycopy(after, 0, groups, GROUPS - after.length, after.length);
    return written(groups);
  }

  /** The groups between colons, an IPv4 address at the end as two; null when one is malformed. */
  private static int @Nullable [] groups(String text) {
    if (text.isEmpty()) {
      return new int[0];
    }
    String[] parts = text.split(":", -1);
    String last = parts[parts.length - 1];
    boolean dotted = last.indexOf('.') >= 0;
    if (parts.length > GROUPS || (dotted && !isIpv4(last))) {
      return null;
    }
    int[] groups = new int[parts.length + (dotted ? 1 : 0)];
    for (int i = 0; i < parts.length - (dotted ? 1 : 0); i++) {
      groups[i] = group(parts[i]);
      if (groups[i] < 0) {
        return null;
      }
    }
    if (dotted) {
      String[] bytes = last.split("\\.", -1);
      groups[parts.length - 1] = pair(bytes[0], bytes[1]);
      groups[parts.length] = pair(bytes[2], bytes[3]);
    }
    return groups;
  }

  private static int pair(String high, String low) {
    return Integer.parseInt(high) * 256 + Integer.parseInt(low);
  }

  private static int group(String text) {
    if (text.isEmpty() || text.length() > 4) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }

  /** An IPv4 address in an IPv6 one is that IPv4 address: the system connects to it. */
  private static String written(int[] groups) {
    boolean mapped = groups[5] == 0xffff;
    for (int i = 0; i < 5; i++) {
      mapped &= groups[i] == 0;
    }
    StringBuilder text = new StringBuilder();
    if (mapped) {
      text.append(groups[6] >> 8).append('.').append(groups[6] & 255).append('.');
      return text.append(groups[7] >> 8).append('.').append(groups[7] & 255).toString();
    }
    for (int i = 0; i < GROUPS; i++) {
      text.append(i == 0 ? "" : ":").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
