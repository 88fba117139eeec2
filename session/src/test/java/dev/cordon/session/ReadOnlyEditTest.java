package dev.cordon.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.ApprovalPolicy;
import dev.cordon.policy.SandboxMode;
import dev.cordon.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Editing in read-only mode: one edit is asked about once. */
class ReadOnlyEditTest {
  private SessionRoom room;

  @BeforeEach
  void open() throws IOException {
    room = new SessionRoom();
    Files.writeString(room.work.resolve("f.txt"), "old\n");
    Files.writeString(room.outside.resolve("new"), "new");
    room.otherwise(SessionRoom.yes(Scope.ONCE));
  }

  @AfterEach
  void close() {
    room.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sed -i s/old/new/ f.txt                             | work",
        "cp $0/new f.txt                                      | work/f.txt",
        "printf new > f.txt                                  | work/f.txt",
        "printf new > f.txt.4711 && mv f.txt.4711 f.txt      | work",
        "printf new > .f.txt.tmp && mv .f.txt.tmp f.txt      | work",
        "rm f.txt && printf new > f.txt                      | work",
      })
  void oneEditIsOneQuestion(String script, String opens) throws Exception {
    Result result = edit(script);

    assertThat(room.asked).extracting(Question::headline).hasSize(2);
    assertThat(room.asked.getFirst().headline()).isEqualTo("sh needs your approval");
    assertThat(room.asked.getLast().headline()).startsWith("sh wants to write");
    assertThat(result.report().escalations().getLast().opens())
        .isEqualTo(room.root.resolve(opens).toString());
    assertThat(result.report().exitCode()).isZero();
    assertThat(Files.readString(room.work.resolve("f.txt")).strip()).isEqualTo("new");
  }

  @Test
  void aCommitIsOneQuestionAndHooksStayShut() throws Exception {
    Programs.command("git", "init", "-q", ".").in(room.work).run().succeeded();
    Programs.command("git", "add", "f.txt").in(room.work).run().succeeded();
    Result result =
        edit("git -c user.name=a -c user.email=a@b commit -qm one || exit 1; git log --format=%s");

    assertThat(room.asked).hasSize(2);
    assertThat(room.detail("a yes"))
        .startsWith(
            "runs it again with "
                + room.work
                + "/.git and everything in it but protected paths open");
    assertThat(result.report().exitCode()).isZero();

    room.asked.clear();
    room.answer(SessionRoom.yes(Scope.ONCE));
    room.answer(SessionRoom.yes(Scope.ONCE));
    room.otherwise(SessionRoom.no());
    Result hook =
        edit(
            "git -c user.name=a -c user.email=a@b commit --allow-empty -qm two || exit 1;"
                + " echo bad > .git/hooks/pre-commit; echo bad >> .git/config; exit 1");
    assertThat(room.asked).hasSize(3);
    assertThat(room.asked.getLast().headline()).contains("2 protected");
    assertThat(hook.report().exitCode()).isEqualTo(1);
    assertThat(room.work.resolve(".git/hooks/pre-commit")).doesNotExist();
    assertThat(room.work.resolve(".git/config")).content().doesNotContain("bad");
  }

  @Test
  void aYesForTheWorkspaceLeavesProtectedPathsShut() throws Exception {
    room.answer(SessionRoom.yes(Scope.ONCE));
    room.answer(SessionRoom.yes(Scope.ONCE));
    room.otherwise(SessionRoom.no());
    edit("rm f.txt || exit 1; mkdir .claude; echo bad > .envrc; echo ok > g; false");

    assertThat(room.work.resolve("g")).hasContent("ok");
    assertThat(room.work.resolve(".claude")).doesNotExist();
    assertThat(room.work.resolve(".envrc")).doesNotExist();
    assertThat(room.asked).hasSize(3);
    assertThat(room.asked.getLast().headline()).contains("protected");
  }

  private Result edit(String script) throws Exception {
    return room.run(SandboxMode.READ_ONLY, ApprovalPolicy.ON_REQUEST, script);
  }
}
