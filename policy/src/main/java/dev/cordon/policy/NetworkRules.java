package dev.cordon.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts may be reached without a question. Immutable; thread-safe.
 *
 * @param rules in the order they were written; a deny wins over every allow
 * @param methods the HTTP methods that may be used, upper case; empty for all
 */
public record NetworkRules(List<NetworkRule> rules, List<String> methods) {

  /** Nothing is listed, no method is refused. */
  public static final NetworkRules NONE = new NetworkRules(List.of(), List.of());

  public NetworkRules {
    rules = List.copyOf(rules);
    methods = List.copyOf(methods);
  }

  /** What the rules say of one host and port. */
  public enum Listing {
    ALLOWED,
    DENIED,
    UNLISTED
  }

  /**
   * What is said of one host and port.
   *
   * @param rule the rule that says so; null when none does
   */
  public record Judgement(Listing listing, @Nullable NetworkRule rule) {

    /** Whether the host itself was named, so that its address need not be a public one. */
    public boolean byExactName() {
      NetworkRule by = rule;
      return by != null && by.isExact();
    }
  }

  /**
   * Judges a host.
   *
   * @param host in its normal spelling ({@link HostName#normal})
   * @param port 1 to 65535
   */
  public Judgement judge(String host, int port) {
    NetworkRule denied = NetworkRule.first(rules, false, host, port);
    if (denied != null) {
      return new Judgement(Listing.DENIED, denied);
    }
    NetworkRule allowed = NetworkRule.first(rules, true, host, port);
    return allowed == null
        ? new Judgement(Listing.UNLISTED, null)
        : new Judgement(Listing.ALLOWED, allowed);
  }

  /** Whether HTTP requests with {@code method} may be made. */
  public boolean permits(String method) {
    return methods.isEmpty() || methods.contains(method);
  }
}
