package dev.cordon.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what configuration says of hosts. Pure. */
final class NetworkSettings {
  private static final String ALLOW = "allow";
  private static final String DENY = "deny";
  private static final String DOMAINS = "network.domains";
  private static final String COMMON = "common-dependencies";

  private NetworkSettings() {}

  /**
   * The rules of {@code network.domains}.
   *
   * @param entries a pattern of hosts and a verdict each
   */
  static List<NetworkRule> rules(Map<String, String> entries)
      throws NetworkRule.MalformedException {
    List<NetworkRule> rules = new ArrayList<>();
    for (Map.Entry<String, String> entry : new TreeMap<>(entries).entrySet()) {
      String verdict = entry.getValue();
      if (!verdict.equals(ALLOW) && !verdict.equals(DENY)) {
        throw new NetworkRule.MalformedException(
            "\"" + entry.getKey() + "\" has the unknown value \"" + verdict + "\"",
            "use one of: allow, deny");
      }
      rules.add(NetworkRule.parse(entry.getKey(), verdict.equals(ALLOW), DOMAINS));
    }
    return rules;
  }

  /** The rules of {@code network.presets}. */
  static List<NetworkRule> presets(List<String> names) throws NetworkRule.MalformedException {
    List<NetworkRule> rules = new ArrayList<>();
    for (String name : names) {
      if (!name.equals(COMMON)) {
        throw new NetworkRule.MalformedException(
            "there is no preset \"" + name + "\"", "known presets: " + COMMON);
      }
      for (String apex : NetworkPreset.COMMON_DEPENDENCIES) {
        rules.add(NetworkRule.parse("**." + apex, true, "preset " + name));
      }
    }
    return rules;
  }

  static void checkMethods(List<String> methods) throws NetworkRule.MalformedException {
    for (String method : methods) {
      boolean upper = !method.isEmpty();
      for (int i = 0; i < method.length(); i++) {
        upper &= method.charAt(i) >= 'A' && method.charAt(i) <= 'Z';
      }
      if (!upper) {
        throw new NetworkRule.MalformedException(
            "\"" + method + "\" is no HTTP method", "methods are upper case: GET, HEAD, OPTIONS");
      }
    }
  }
}
