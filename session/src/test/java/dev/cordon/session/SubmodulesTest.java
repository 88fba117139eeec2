package dev.cordon.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Programs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a person is asked when submodules are fetched or added, and what is left when they agree.
 */
class SubmodulesTest {
  private static final String WORDS =
      """
      export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b
      export GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
      g() { git -c protocol.file.allow=always "$@"; }
      made() { g init -q $1; (cd $1; echo 1 > a; g add a; g commit -qm one); }
      """;

  private SessionRoom room;

  @BeforeEach
  void open() throws IOException {
    room = new SessionRoom();
    room.otherwise(SessionRoom.yes(Scope.ONCE));
  }

  /** The last names of what was asked about, question by question. */
  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (Question question : room.asked) {
      for (Question.Line line : question.lines()) {
        if (!line.label().isEmpty() && !line.label().equals("target")) {
          break;
        }
        names.add(line.text().replaceAll(".*/|  \\(.*", ""));
      }
    }
    return names;
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void fetchingOneAsksForGitsConfiguration() throws Exception {
    host("made ../lib; made ../n; cd ../n; g submodule --quiet add ../lib sub; g commit -qm s");
    host("g clone -q ../n .");
    Result result =
        room.run(WORDS + "g submodule update --init && echo 2 > sub/b && g -C sub add b");

    assertThat(names()).containsExactly("config");
    assertThat(result.report().exitCode()).isZero();
    assertThat(result.report().findings()).isEmpty();
    assertThat(host("g -C sub status --porcelain; g submodule status")).contains("A  b", " sub (");
  }

  @Test
  void addingOneAsksForGitsConfigurationAndTheListOfSubmodules() throws Exception {
    host("made ../lib; made .");
    Result result = room.run(WORDS + "g submodule add --force ../lib sub && g commit -qm s");

    assertThat(names()).containsExactly("config", ".gitmodules");
    assertThat(result.report().exitCode()).isZero();
    assertThat(result.report().findings()).isEmpty();
    assertThat(host("g submodule status")).contains(" sub (");
  }

  private String host(String script) {
    return Programs.command(List.of(Programs.require("sh").toString(), "-ec", WORDS + script))
        .in(room.work)
        .run()
        .succeeded()
        .stdout();
  }
}
