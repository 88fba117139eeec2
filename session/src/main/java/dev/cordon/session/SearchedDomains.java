package dev.cordon.session;

import dev.cordon.policy.HostName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The domains in which this machine's resolver looks for short names (resolv.conf(5)). */
final class SearchedDomains {
  private static final Path FILE = Path.of("/etc/resolv.conf");

  private SearchedDomains() {}

  static List<String> ofHost() {
    try {
      return read(Files.readString(FILE, StandardCharsets.ISO_8859_1));
    } catch (IOException none) {
      return List.of();
    }
  }

  /** The last {@code search} or {@code domain} line counts. */
  static List<String> read(String text) {
    List<String> domains = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String[] words = line.strip().split("\\s+", -1);
      if (words[0].equals("search") || words[0].equals("domain")) {
        domains.clear();
        for (int i = 1; i < words.length; i++) {
          String domain = HostName.normal(words[i]);
          if (domain != null) {
            domains.add(domain);
          }
        }
      }
    }
    return domains;
  }
}
