package dev.cordon.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Protected paths of several names, new below the top: they count where they come into being. */
class NestedOrdersTest {
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
  @CsvSource(
      delimiter = '|',
      value = {
        "true                           | mkdir -p sub/.github/hooks           | sub/.github/hooks",
        "mkdir -p sub/.github/workflows | mkdir sub/.github/hooks              | sub/.github/hooks",
        "mkdir -p sub/.github/workflows | mkdir h; ln -s ../../h sub/.github/hooks | sub/.github/hooks",
        "true                           | mkdir -p a/b/.config/git             | a/b/.config/git",
        "mkdir -p a/b/.config/x         | mkdir a/b/.config/git                | a/b/.config/git",
        "true                           | mkdir -p a/.github; echo {} > a/.github/mcp.json | a/.github/mcp.json",
        "true                           | mkdir -p a/.yarn/plugins             | a/.yarn/plugins",
      })
  void aNewOneIsNamed(String before, String script, String named) throws Exception {
    room.host(before, room.work);

    assertThat(left(script)).containsExactly(room.work.resolve(named));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true                                         | mkdir -p sub/.github/workflows",
        "mkdir -p sub/.github/hooks sub/.config/git   | touch sub/.github/x sub/.config/x",
      })
  void whatIsNoneOrWasThereIsNot(String before, String script) throws Exception {
    room.host(before, room.work);

    assertThat(left(script)).isEmpty();
  }

  private List<Path> left(String script) throws Exception {
    Result result = room.run(script);
    assertThat(result.report().exitCode()).isZero();
    return result.report().findings().stream().map(Finding::path).toList();
  }
}
