package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which commands may be approved whatever their last argument is. */
class LastArgumentTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "touch a",
        "mkdir -p a/b",
        "./deploy.sh staging",
        "tools/fmt --write src/a_b-c.ts"
      })
  void isFreeWhereItNamesAThing(String line) {
    assertThat(isFree(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "touch",
        "touch -a",
        "touch --date",
        "python3 x.py",
        "/usr/bin/python3.12 x.py",
        "NODE x.js",
        "perl x",
        "awk x",
        "bash x.sh",
        "/bin/dash x.sh",
        "sudo ls",
        "env touch",
        "env A=1",
        "xargs rm",
        "timeout 5",
        "nice ls",
        "command ls",
        "busybox ls",
        "ssh host",
        "git push",
        "npm run",
        "npx thing",
        "make all",
        "find .",
        "docker run",
        "cordon run",
        "ld-linux-x86-64.so.2 x",
        ". x",
        "eval x",
        "ls a=b",
        "ls a;b",
        "ls $(x)",
        "ls ~",
        "ls 'x'",
        "ls \u00e4",
        "ls a*"
      })
  void isNotFreeWhereItCouldBeAProgramCodeOrAnOption(String line) {
    assertThat(isFree(line)).isFalse();
  }

  @Test
  void anEmptyOrBlankWordIsNoName() {
    assertThat(LastArgument.isFree(List.of("touch", ""))).isFalse();
    assertThat(LastArgument.isFree(List.of("touch", "a b"))).isFalse();
    assertThat(LastArgument.isFree(List.of("touch", "a\n"))).isFalse();
    assertThat(LastArgument.isFree(List.of("", "a"))).isFalse();
  }

  private static boolean isFree(String line) {
    return LastArgument.isFree(List.of(line.split(" ", -1)));
  }
}
