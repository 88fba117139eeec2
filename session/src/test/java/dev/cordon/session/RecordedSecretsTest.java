package dev.cordon.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.ApprovalPolicy;
import dev.cordon.policy.SandboxMode;
import dev.cordon.sandbox.Denial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No secret goes on record, also where it is part of a path. */
class RecordedSecretsTest {
  private static final String SECRET = "0123456789abcdefghijABCDEFGHIJ012345";
  private static final String TOKEN = "ghp_" + SECRET;
  private static final String MARK = "[redacted:github]";

  private SessionRoom room;

  @BeforeEach
  void open() throws IOException {
    room = new SessionRoom();
  }

  @AfterEach
  void close() {
    room.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = ApprovalPolicy.class,
      names = {"ON_REQUEST", "NEVER"})
  void inAPathThatWasRefused(ApprovalPolicy policy) throws Exception {
    Result result = room.run(SandboxMode.WORKSPACE_WRITE, policy, "echo > $0/" + TOKEN + "; false");

    assertThat(result.report().denied())
        .extracting(Denial::target)
        .containsExactly(room.outside + "/" + MARK);
    assertThat(record(result)).contains("\"target\":\"" + room.outside + "/" + MARK + "\"");
    assertThat(record(result)).doesNotContain(SECRET);
  }

  @Test
  void inAPathThatWasOpened() throws Exception {
    room.otherwise(SessionRoom.yes(Scope.ONCE));
    Result result = room.run("echo > $0/" + TOKEN);

    assertThat(room.outside.resolve(TOKEN)).exists();
    assertThat(result.report().escalations())
        .extracting(Report.Escalation::opens)
        .containsExactly(room.outside + "/" + MARK);
    assertThat(record(result)).doesNotContain(SECRET);
  }

  @Test
  void inACommandThatNeedsApproval() throws Exception {
    room.otherwise(SessionRoom.yes(Scope.ONCE));
    Result result =
        room.run(
            SandboxMode.WORKSPACE_WRITE, ApprovalPolicy.UNTRUSTED, "touch a; : " + TOKEN + "; :");

    assertThat(room.asked).hasSize(1);
    assertThat(result.report().escalations().getFirst().opens()).contains(": " + MARK + "; :");
    assertThat(record(result)).doesNotContain(SECRET);
  }

  @Test
  void inThePathOfWhatWasLeft() throws Exception {
    String hook = TOKEN + "/.git/hooks/pre-commit";
    Result result = room.run("git init -q " + TOKEN + "; echo > " + hook + "; chmod +x " + hook);

    assertThat(result.notices())
        .singleElement()
        .satisfies(
            notice -> assertThat(notice.text()).contains("chmod +x " + room.work + "/" + hook));
    assertThat(record(result)).contains("/" + MARK + "/.git/hooks/pre-commit");
    assertThat(record(result)).doesNotContain(SECRET);
  }

  /** Everything that is kept of a run. */
  private String record(Result result) throws IOException {
    StringBuilder kept = new StringBuilder(result.report().toJson());
    try (Stream<Path> files = Files.walk(room.state.resolve("journal"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        kept.append(Files.readString(file));
      }
    }
    return kept.toString();
  }
}
