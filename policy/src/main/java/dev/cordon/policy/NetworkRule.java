package dev.cordon.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one line of {@code network.domains} says of a host. Immutable.
 *
 * <p>{@code x} is that host, {@code *.x} every name below it, {@code **.x} both, {@code *} any
 * host. {@code :22} after it means that port, {@code :*} every port; without one an allow is for
 * the web, ports 80 and 443, and a deny for every port. The grammar of names is that of Codex
 * (facts: network-proxy README); the ports are Cordon's.
 *
 * @param pattern the hosts
 * @param ports the ports; empty for every port
 * @param allows whether it allows, or denies
 * @param text as it was written
 * @param source who said so: the key it stands in, or a preset
 */
public record NetworkRule(
    HostPattern pattern, List<Integer> ports, boolean allows, String text, String source) {

  private static final List<Integer> WEB = List.of(80, 443);
  private static final String ANY = "*";
  private static final int MAX_PORT = 65_535;

  public NetworkRule {
    ports = List.copyOf(ports);
  }

  /** Why a text is no rule: a problem and what to do. */
  public static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String hint;

    MalformedException(String problem, String hint) {
      super(problem);
      this.hint = hint;
    }

    /** The next step, a half sentence. */
    public String hint() {
      return hint;
    }
  }

  /**
   * Reads a rule.
   *
   * @param source who said so
   * @throws MalformedException when {@code text} names no hosts
   */
  public static NetworkRule parse(String text, boolean allows, String source)
      throws MalformedException {
    int colon = portColon(text);
    String hosts = colon < 0 ? text : text.substring(0, colon);
    if (hosts.equals(ANY) && !allows) {
      throw new MalformedException(
          "\"" + text + "\" would deny every host", "network.mode = \"off\" does that");
    }
    HostPattern pattern = HostPattern.parse(hosts);
    if (pattern == null) {
      throw new MalformedException("\"" + text + "\" names no hosts", hint(hosts));
    }
    List<Integer> ports =
        colon < 0 ? (allows ? WEB : List.of()) : ports(text.substring(colon + 1), text);
    return new NetworkRule(pattern, ports, allows, text, source);
  }

  /**
   * Where the port begins; an IPv6 address has colons of its own, and brackets when one follows.
   */
  private static int portColon(String text) {
    int last = text.lastIndexOf(':');
    boolean address = text.indexOf(':') != last && !text.startsWith("[");
    return address || text.endsWith("]") ? -1 : last;
  }

  private static String hint(String hosts) {
    for (int i = 0; i < hosts.length(); i++) {
      if (hosts.charAt(i) > '~') {
        return "write a name of other letters in its xn-- form";
      }
    }
    return hosts.indexOf('*') >= 0
        ? "a star stands alone or before a name: *.x for what is below x, **.x for x as well"
        : "write a host as example.com, 192.0.2.1 or [2001:db8::1]";
  }

  private static List<Integer> ports(String text, String rule) throws MalformedException {
    if (text.equals(ANY)) {
      return List.of();
    }
    boolean digits = !text.isEmpty() && text.length() <= 5;
    for (int i = 0; digits && i < text.length(); i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    int port = digits ? Integer.parseInt(text) : 0;
    if (port < 1 || port > MAX_PORT || text.startsWith("0")) {
      throw new MalformedException(
          "\"" + rule + "\" has no port", "a port is 1 to 65535, or * for every port");
    }
    return List.of(port);
  }

  /**
   * Whether it is about {@code host} at {@code port}.
   *
   * @param host in its normal spelling
   */
  boolean covers(String host, int port) {
    return (ports.isEmpty() || ports.contains(port)) && pattern.matches(host);
  }

  /**
   * Whether it names this host and no other: such a rule may open an address that is not public.
   */
  boolean isExact() {
    return pattern.self() && !pattern.below();
  }

  /**
   * The first rule of {@code rules} with that verdict that covers the host; null when none does.
   */
  static @Nullable NetworkRule first(
      List<NetworkRule> rules, boolean allows, String host, int port) {
    for (NetworkRule rule : rules) {
      if (rule.allows == allows && rule.covers(host, port)) {
        return rule;
      }
    }
    return null;
  }
}
