package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.policy.NetworkRules.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which hosts and ports lines of network.domains are about. */
class NetworkRulesTest {

  /** {@code !x} denies. */
  private static NetworkRules rules(String lines) throws NetworkRule.MalformedException {
    List<NetworkRule> rules = new ArrayList<>();
    for (String line : lines.split(" ", -1)) {
      boolean denies = line.startsWith("!");
      rules.add(NetworkRule.parse(denies ? line.substring(1) : line, !denies, "a file"));
    }
    return new NetworkRules(rules, List.of());
  }

  @ParameterizedTest(name = "{0}: {1} port {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          example.com                     | example.com     | 443   | allowed by example.com
          example.com                     | example.com     | 80    | allowed by example.com
          example.com                     | example.com     | 8443  | unlisted
          example.com                     | a.example.com   | 443   | unlisted
          *.example.com                   | a.example.com   | 443   | allowed by *.example.com
          *.example.com                   | example.com     | 443   | unlisted
          **.example.com                  | example.com     | 443   | allowed by **.example.com
          *                               | anything.org    | 443   | allowed by *
          *                               | anything.org    | 22    | unlisted
          *:*                             | anything.org    | 22    | allowed by *:*
          github.com:22                   | github.com      | 22    | allowed by github.com:22
          github.com:22                   | github.com      | 443   | unlisted
          [2001:db8::1]:22                | 2001:db8:0:0:0:0:0:1 | 22 | allowed by [2001:db8::1]:22
          2001:db8::1                     | 2001:db8:0:0:0:0:0:1 | 443 | allowed by 2001:db8::1
          **.example.com !gist.example.com | gist.example.com | 443  | denied by gist.example.com
          !gist.example.com **.example.com | gist.example.com | 8080 | denied by gist.example.com
          * !**.evil.io                   | a.evil.io       | 443   | denied by **.evil.io
          *:* !**.evil.io:25              | a.evil.io       | 443   | allowed by *:*
          """)
  void aDenyWinsAndTheWebIsTwoPorts(String lines, String host, int port, String expected)
      throws Exception {
    Judgement judged = rules(lines).judge(host, port);

    String listing = judged.listing().name().toLowerCase(Locale.ROOT);
    NetworkRule by = judged.rule();
    assertThat(by == null ? listing : listing + " by " + by.text()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          *.*            | "*.*" names no hosts            | a star stands alone or before a name: *.x for what is below x, **.x for x as well
          a.*.com        | "a.*.com" names no hosts        | a star stands alone or before a name: *.x for what is below x, **.x for x as well
          ***.a.com      | "***.a.com" names no hosts      | a star stands alone or before a name: *.x for what is below x, **.x for x as well
          bücher.example | "bücher.example" names no hosts | write a name of other letters in its xn-- form
          0x7f.1         | "0x7f.1" names no hosts         | write a host as example.com, 192.0.2.1 or [2001:db8::1]
          http://a.com   | "http://a.com" has no port      | a port is 1 to 65535, or * for every port
          a.com:0        | "a.com:0" has no port           | a port is 1 to 65535, or * for every port
          a.com:65536    | "a.com:65536" has no port       | a port is 1 to 65535, or * for every port
          a.com:022      | "a.com:022" has no port         | a port is 1 to 65535, or * for every port
          a.com:         | "a.com:" has no port            | a port is 1 to 65535, or * for every port
          a@b.com        | "a@b.com" names no hosts        | write a host as example.com, 192.0.2.1 or [2001:db8::1]
          """)
  void whatNamesNoHostsIsRefused(String text, String problem, String hint) {
    assertThatThrownBy(() -> NetworkRule.parse(text, true, "a file"))
        .isInstanceOfSatisfying(
            NetworkRule.MalformedException.class,
            malformed -> {
              assertThat(malformed.getMessage()).isEqualTo(problem);
              assertThat(malformed.hint()).isEqualTo(hint);
            });
  }

  @Test
  void aStarNeverDenies() {
    assertThatThrownBy(() -> NetworkRule.parse("*", false, "a file"))
        .hasMessage("\"*\" would deny every host");
    assertThatThrownBy(() -> NetworkRule.parse("*:25", false, "a file"))
        .hasMessage("\"*:25\" would deny every host");
  }

  @ParameterizedTest
  @CsvSource({"example.com, true", "*.example.com, false", "**.example.com, false", "*, false"})
  void onlyAHostNamedExactlyMayHaveAnyAddress(String rule, boolean exact) throws Exception {
    assertThat(rules(rule).judge("a.example.com", 443).byExactName()).isFalse();
    assertThat(rules(rule).judge("example.com", 443).byExactName()).isEqualTo(exact);
  }
}
