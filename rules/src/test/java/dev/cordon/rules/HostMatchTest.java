package dev.cordon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts, tools and agents a pattern names. */
class HostMatchTest {

  private static String host(String action, String pattern, String host) throws Exception {
    String toml = Spaced.rule(action, "match.host = \"" + pattern + "\"");
    return Spaced.line(Spaced.book(toml), Query.host(host, Spaced.CONTEXT));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          example.com     | example.com         | yes
          example.com     | EXAMPLE.com.        | yes
          Example.COM.    | example.com         | yes
          example.com     | a.example.com       | no
          example.com     | example.com.evil.io | no
          example.com     | notexample.com      | no
          *.example.com   | a.example.com       | yes
          *.example.com   | a.b.example.com     | yes
          *.example.com   | example.com         | no
          *.example.com   | aexample.com        | no
          **.example.com  | example.com         | yes
          **.example.com  | a.b.example.com     | yes
          **.example.com  | aexample.com        | no
          *               | anything.org        | yes
          127.0.0.1       | 127.0.0.1           | yes
          127.0.0.1       | ::ffff:127.0.0.1    | yes
          127.0.0.1       | [::ffff:7f00:1]     | yes
          ::1             | [0:0:0:0:0:0:0:1]   | yes
          2001:db8::1     | 2001:DB8:0:0::1     | yes
          2001:db8::1     | 2001:db8::2         | no
          xn--e1afmkfd.io | xn--e1afmkfd.io     | yes
          """)
  void aPatternNamesHosts(String pattern, String host, String named) throws Exception {
    String expected = named.equals("yes") ? "deny | r | why" : "-";

    assertThat(host("deny", pattern, host)).isEqualTo(expected);
    assertThat(host("allow", pattern, host)).isEqualTo(expected.replace("deny", "allow"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "evil.io\0.example.com",
        "evil.io#.example.com",
        "user@example.com",
        "example.com:80",
        "a..example.com",
        "-a.example.com",
        "a-.example.com",
        "a_b.example.com",
        "ex ample.com",
        "exаmple.com",
        "example。com",
        "0x7f.1",
        "127.1",
        "2130706433",
        "0177.0.0.1",
        "256.1.1.1",
        "[::1",
        ":::1",
        "1::2::3",
        "12345::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "::ffff:1.2.3",
        "::1..2.3",
        "fe80::1%eth0"
      })
  void whatIsNoHostIsDeniedWhateverTheRule(String host) throws Exception {
    assertThat(host("allow", "*", host)).isEqualTo("deny | malformed-host | not a host name");
  }

  @Test
  void aLabelAndANameHaveTheirLongest() throws Exception {
    String label = "a".repeat(63);

    assertThat(host("allow", "*", label + ".com")).startsWith("allow");
    assertThat(host("allow", "*", "a" + label + ".com")).startsWith("deny");
    assertThat(host("allow", "*", (label + ".").repeat(3) + "a".repeat(61))).startsWith("allow");
    assertThat(host("allow", "*", (label + ".").repeat(3) + "a".repeat(62))).startsWith("deny");
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          deny  | tool = "Bash"             | certain
          deny  | tool = "bash"             | certain
          deny  | tool = ["Read", "B*"]   | certain
          deny  | tool = "mcp__*"           | no
          deny  | agent = "codex"           | certain
          deny  | agent = "claude*"         | no
          allow | tool = "Bash"             | certain
          allow | tool = "B*h"              | certain
          allow | tool = "bash"             | no
          allow | agent = "CODEX"           | no
          """)
  void aPatternNamesToolsAndAgents(String action, String match, String fit) throws Exception {
    String toml = Spaced.rule(action, "match." + match);

    assertThat(Spaced.fit(toml, Query.tool(Spaced.CONTEXT))).isEqualTo(fit);
  }

  @Test
  void nobodyHasNoName() throws Exception {
    Context nobody =
        new Context(Spaced.WORKSPACE, Spaced.HOME, Spaced.WORKSPACE, Context.Who.NOBODY);

    assertThat(Spaced.fit(Spaced.rule("deny", "match.tool = \"*\""), Query.tool(nobody)))
        .isEqualTo("no");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          deny  | match.tool = "Bash"                                          | command | certain
          deny  | match.tool = "Bash"                                          | path    | certain
          deny  | match.tool = "Bash"                                          | host    | certain
          deny  | match.tool = "Bash"                                          | tool    | certain
          allow | match.tool = "Bash"                                          | command | no
          allow | match.tool = "Bash"                                          | path    | certain
          allow | match.tool = "Bash"                                          | host    | no
          allow | match.tool = "Bash"                                          | tool    | certain
          deny  | match.command = ["ls"]                                       | command | certain
          deny  | match.command = ["ls"]                                       | path    | no
          deny  | match.command = ["ls"]                                       | host    | no
          deny  | match.command = ["ls"]                                       | tool    | no
          deny  | match.host = "a.io"                                          | command | no
          deny  | match.host = "a.io"                                          | path    | no
          deny  | match.host = "a.io"                                          | host    | certain
          deny  | match.host = "a.io"                                          | tool    | no
          deny  | match.path = "a"                                             | command | certain
          deny  | match.path = "a"                                             | path    | certain
          deny  | match.path = "a"                                             | host    | no
          deny  | match.path = "a"                                             | tool    | no
          deny  | match.command = ["ls"]~match.path = "a"                    | command | certain
          deny  | match.command = ["cat"]~match.path = "a"                   | command | no
          deny  | match.command = ["ls"]~match.path = "b"                    | command | no
          deny  | match.command = ["ls"]~match.agent = "codex"               | command | certain
          deny  | match.command = ["ls"]~match.agent = "claude"              | command | no
          allow | match.command = ["ls"]~match.tool = "Bash"                 | command | certain
          allow | match.command = ["ls"]~match.tool = "Other"                | command | no
          """)
  void everyKeyOfARuleMustFit(String action, String match, String about, String fit)
      throws Exception {
    Query query =
        switch (about) {
          case "command" -> Query.command(Spaced.command("ls a"), Spaced.CONTEXT);
          case "path" -> Query.paths(List.of(Spaced.WORKSPACE.resolve("a")), Spaced.CONTEXT);
          case "host" -> Query.host("a.io", Spaced.CONTEXT);
          default -> Query.tool(Spaced.CONTEXT);
        };

    assertThat(Spaced.fit(Spaced.rule(action, match.replace('~', '\n')), query)).isEqualTo(fit);
  }
}
