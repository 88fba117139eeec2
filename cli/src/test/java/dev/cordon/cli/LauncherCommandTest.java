package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.CliScript;
import dev.cordon.testing.Programs;
import dev.cordon.testing.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The launcher itself, from this checkout: it builds, and what it built runs. */
class LauncherCommandTest {
  /** A build on a busy machine. */
  private static final Duration BUILD = Duration.ofMinutes(10);

  @Test
  void aCheckoutRunsWithNoOtherStep() throws IOException {
    Path home = Files.createTempDirectory(Path.of("/var/tmp"), "cordon-launcher-");
    List<String> cordon =
        List.of("env", "CORDON_HOME=" + home, Path.of("../cordon").toRealPath().toString());
    String script = Files.readString(Path.of("src/test/launcher/launcher.txt"));
    try {
      List<String> first = new ArrayList<>(cordon);
      first.addAll(List.of("log", "verify"));
      Result built = Programs.command(first).within(BUILD).run().succeeded();
      assertThat(built.stderr()).matches("cordon: building \\(first use\\) … done \\(\\d+ s\\)\n");
      assertThat(built.stdout()).startsWith("verified: 0 lines");
      CliScript.parse("launcher.txt", script.replace("@CORDON@", String.join(" ", cordon)))
          .run(cordon);
    } finally {
      Programs.run("rm", "-rf", home.toString()).succeeded();
    }
  }
}
