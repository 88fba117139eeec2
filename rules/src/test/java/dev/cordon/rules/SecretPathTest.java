package dev.cordon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.Action;
import dev.cordon.policy.ApprovalPolicy;
import dev.cordon.policy.Decision;
import dev.cordon.policy.Limits;
import dev.cordon.policy.PermissionProfile;
import dev.cordon.policy.Policy;
import dev.cordon.policy.SandboxMode;
import dev.cordon.policy.Settings;
import dev.cordon.policy.Surroundings;
import dev.cordon.policy.Verdict;
import dev.cordon.shell.Programs;
import dev.cordon.shell.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Other ways of naming a file that a rule denies: none is let through. And what looks like them,
 * and is not. One script a line; {@code ⏎} is a line end.
 */
class SecretPathTest {

  private static final Path HOME = Path.of("/home/ana");
  private static final Path WORKSPACE = Path.of("/home/ana/project");
  private static final String DENIED =
      "[\"**/.env\", \"**/.env.*\", \"~/.ssh/**\", \"secrets/**\", \"/etc/shadow\"]";

  private static List<String> lines(String file) throws IOException {
    try (InputStream text =
        Objects.requireNonNull(SecretPathTest.class.getResourceAsStream(file))) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replace('⏎', '\n'))
          .toList();
    }
  }

  static List<String> naming() throws IOException {
    List<String> naming = new ArrayList<>(lines("names-a-secret.txt"));
    for (String[] row : ListReaders.rows()) {
      for (String program : Table.words(row[0])) {
        naming.add(row[row.length - 1].replace("NAME", program));
      }
    }
    return naming;
  }

  @ParameterizedTest
  @MethodSource("naming")
  void whatNamesADeniedPathIsNotLetThrough(String script) throws Exception {
    assertThat(judged(script).decision()).isIn(Decision.DENY, Decision.ASK);
  }

  static List<String> others() throws IOException {
    return lines("names-no-secret.txt");
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatNamesNoneIs(String script) throws Exception {
    assertThat(judged(script).decision()).isEqualTo(Decision.ALLOW);
  }

  private static Verdict judged(String script) throws Exception {
    Settings defaults = Settings.defaults();
    Settings settings =
        new Settings(
            SandboxMode.WORKSPACE_WRITE,
            ApprovalPolicy.ON_REQUEST,
            defaults.network(),
            defaults.networkRules(),
            Limits.NONE,
            List.of(),
            false,
            false,
            Limits.NONE.git(),
            defaults.environment());
    PermissionProfile profile =
        new PermissionProfile(
            settings.sandboxMode(),
            WORKSPACE,
            List.of(WORKSPACE),
            settings.network(),
            true,
            true,
            settings.gitProtection());
    RuleBook book = Spaced.book(Spaced.rule("deny", "match.path = " + DENIED));
    WrittenRules rules = new WrittenRules(book, WORKSPACE, HOME, Links.NONE, Context.Who.NOBODY);
    Action action = new Action.Run(List.of("bash", "-c", script));
    return Policy.decide(
        settings, profile, action, new Surroundings(HOME, Programs.BY_NAME, rules));
  }
}
