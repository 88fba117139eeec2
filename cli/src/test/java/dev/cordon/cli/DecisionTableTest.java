package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decision table, cell by cell, as {@code cordon check --json} tells it. */
class DecisionTableTest {
  private static final CliRoom ROOM = CliRoom.create();

  private static final String READ = "known-safe read";
  private static final String UNTRUSTED = "not a known-safe read; approval policy untrusted asks";
  private static final String READ_ONLY =
      "not a known-safe read; approval policy on-request asks in read-only";
  private static final String FORCED = "rm with a force flag removes without asking";

  @AfterAll
  static void tidy() {
    ROOM.close();
  }

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          read-only          | untrusted  | cat a             | allow | READ                                          | known-safe
          read-only          | untrusted  | make all          | ask   | UNTRUSTED                                     | -
          read-only          | untrusted  | rm -rf b          | ask   | FORCED                                        | dangerous.rm-force
          read-only          | on-request | cat a             | allow | READ                                          | known-safe
          read-only          | on-request | make all          | ask   | READ_ONLY                                     | -
          read-only          | on-request | rm -rf b          | ask   | FORCED                                        | dangerous.rm-force
          read-only          | never      | cat a             | allow | inside read-only                              | -
          read-only          | never      | make all          | allow | inside read-only                              | -
          read-only          | never      | rm -rf b          | log   | FORCED                                        | dangerous.rm-force
          workspace-write    | untrusted  | cat a             | allow | READ                                          | known-safe
          workspace-write    | untrusted  | make all          | ask   | UNTRUSTED                                     | -
          workspace-write    | untrusted  | rm -rf b          | ask   | FORCED                                        | dangerous.rm-force
          workspace-write    | on-request | cat a             | allow | inside workspace-write                        | -
          workspace-write    | on-request | make all          | allow | inside workspace-write                        | -
          workspace-write    | on-request | rm -rf b          | ask   | FORCED                                        | dangerous.rm-force
          workspace-write    | never      | cat a             | allow | inside workspace-write                        | -
          workspace-write    | never      | make all          | allow | inside workspace-write                        | -
          workspace-write    | never      | rm -rf b          | log   | FORCED                                        | dangerous.rm-force
          danger-full-access | untrusted  | cat a             | allow | READ                                          | known-safe
          danger-full-access | untrusted  | make all          | ask   | UNTRUSTED                                     | -
          danger-full-access | untrusted  | rm -rf b          | ask   | FORCED                                        | dangerous.rm-force
          danger-full-access | on-request | cat a             | allow | danger-full-access runs without a boundary    | -
          danger-full-access | on-request | make all          | allow | danger-full-access runs without a boundary    | -
          danger-full-access | on-request | rm -rf b          | ask   | FORCED                                        | dangerous.rm-force
          danger-full-access | never      | cat a             | allow | danger-full-access runs without a boundary    | -
          danger-full-access | never      | make all          | allow | danger-full-access runs without a boundary    | -
          danger-full-access | never      | rm -rf b          | log   | FORCED                                        | dangerous.rm-force
          """)
  void eachCellIsWhatTheTableSays(
      String mode, String policy, String command, String verdict, String reason, String rule) {
    Map<String, Object> said = check("-s", mode, "-a", policy, "--", command);

    String why = written(reason);
    String by = rule.equals("-") ? null : rule;
    assertThat(said)
        .containsEntry("verdict", verdict)
        .containsEntry("reason", why)
        .containsEntry("sandboxed", !mode.equals("danger-full-access"))
        .satisfies(json -> assertThat(text(json, "rule")).isEqualTo(by));
    assertThat(JsonText.object(said, "requested"))
        .isEqualTo(
            Map.of(
                "sandbox_mode",
                mode,
                "approval_policy",
                policy,
                "network",
                mode.equals("danger-full-access") ? "full" : "off"));
  }

  @Test
  void aScriptIsAsStrictAsItsStrictestPart() {
    Map<String, Object> said =
        JsonText.object(
            ROOM.cordon(
                    "check", "--json", "-a", "untrusted", "--", "sh", "-c", "ls && make; rm -f x")
                .succeeded()
                .stdout());

    assertThat(said).containsEntry("verdict", "ask").containsEntry("reason", FORCED);
    List<Map<String, Object>> segments = JsonText.objects(said, "segments");
    assertThat(segments)
        .extracting(part -> part.get("argv"))
        .containsExactly(List.of("ls"), List.of("make"), List.of("rm", "-f", "x"));
    assertThat(segments)
        .extracting(part -> part.get("verdict"))
        .containsExactly("allow", "ask", "ask");
    assertThat(segments)
        .extracting(part -> part.get("reason"))
        .containsExactly(READ, UNTRUSTED, FORCED);
  }

  @Test
  void theAnswerHasExactlyThePromisedFields() {
    Map<String, Object> said = check("--", "true");

    assertThat(said.keySet())
        .containsExactly("verdict", "reason", "rule", "sandboxed", "requested", "segments", "plan");
    assertThat(JsonText.object(said, "plan").keySet())
        .containsExactly("writable", "read_only", "hidden", "network");
    assertThat(JsonText.objects(said, "segments").getFirst().keySet())
        .containsExactly("argv", "verdict", "reason", "rule");
  }

  @Test
  void thePlanNamesWhatIsWritableProtectedAndHidden() {
    Map<String, Object> plan = JsonText.object(check("--", "true"), "plan");

    String temporary = ROOM.root + "/tmp";
    assertThat(JsonText.texts(plan, "writable"))
        .containsExactlyInAnyOrder("/tmp", temporary, ROOM.work.toString());
    assertThat(JsonText.texts(plan, "read_only"))
        .contains(ROOM.work + "/.claude", ROOM.work + "/.cordon", ROOM.work + "/.bashrc");
    assertThat(JsonText.texts(plan, "hidden")).contains("/sys", "/run", "/tmp", temporary);
    assertThat(plan).containsEntry("network", "off");

    Map<String, Object> open = JsonText.object(check("--yolo", "--", "true"), "plan");
    assertThat(open).containsEntry("network", "full");
    assertThat(JsonText.texts(open, "writable")).containsExactly("/");

    Map<String, Object> closed = JsonText.object(check("-s", "read-only", "--", "true"), "plan");
    assertThat(JsonText.texts(closed, "writable")).isEmpty();

    Map<String, Object> online =
        JsonText.object(
            check("-c", "sandbox_workspace_write.network_access=true", "--", "true"), "plan");
    assertThat(online).containsEntry("network", "full");

    Map<String, Object> reading =
        JsonText.object(check("-s", "read-only", "-c", "network.mode=full", "--", "true"), "plan");
    assertThat(reading).containsEntry("network", "off");
  }

  @Test
  void checkingRunsNothingAndRecordsNothing() {
    ROOM.cordon("check", "-a", "never", "--", "touch", "checked").succeeded();

    assertThat(ROOM.work.resolve("checked")).doesNotExist();
    assertThat(ROOM.state().resolve("journal")).doesNotExist();
  }

  private static Map<String, Object> check(String... arguments) {
    List<String> line = new ArrayList<>(List.of("check", "--json"));
    for (String argument : arguments) {
      line.addAll(List.of(argument.split(" ", -1)));
    }
    return JsonText.object(ROOM.cordon(line.toArray(new String[0])).succeeded().stdout());
  }

  private static String written(String reason) {
    return switch (reason) {
      case "READ" -> READ;
      case "UNTRUSTED" -> UNTRUSTED;
      case "READ_ONLY" -> READ_ONLY;
      case "FORCED" -> FORCED;
      default -> reason;
    };
  }

  private static @Nullable String text(Map<String, Object> json, String name) {
    return json.get(name) instanceof String text ? text : null;
  }
}
