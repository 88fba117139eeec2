package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.shell.Command;
import dev.cordon.shell.Programs;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A rule that allows {@code docker exec web} means the commands it takes there. */
class CarriedTest {

  private static Verdict judged(String allowed, String script) {
    Settings settings = Scene.settings("workspace-write", "untrusted");
    Surroundings around = new Surroundings(Scene.HOME, Programs.BY_NAME, new Allowed(allowed));
    Action action = new Action.Run(List.of("bash", "-c", script));
    return Policy.decide(settings, Scene.profile(settings), action, around);
  }

  @Test
  void whatIsCarriedIsAllowedWithWhatCarriesIt() {
    assertThat(judged("docker exec web", "docker exec web make test").decision())
        .isEqualTo(Decision.ALLOW);
    assertThat(judged("docker exec web", "docker exec web sh -c 'make; ls'").decision())
        .isEqualTo(Decision.ALLOW);
    assertThat(judged("npx eslint", "npx eslint .").decision()).isEqualTo(Decision.ALLOW);
  }

  @Test
  void whatIsDangerousThereAsksAllTheSame() {
    assertThat(Scene.line(judged("docker exec web", "docker exec web rm -rf a")))
        .startsWith("ask | dangerous.rm-force");
    assertThat(Scene.line(judged("docker exec web", "docker exec web sh -c 'ls; rm -rf a'")))
        .startsWith("ask | dangerous.rm-force");
  }

  @Test
  void whatStandsBesideItIsNot() {
    assertThat(judged("docker exec web", "docker exec web make; make").decision())
        .isEqualTo(Decision.ASK);
    assertThat(judged("docker exec web", "docker exec db make").decision()).isEqualTo(Decision.ASK);
  }

  @Test
  void aScriptInTheWordsOfAnotherIsNotCarried() {
    assertThat(judged("ssh web", "ssh web 'make'").decision()).isEqualTo(Decision.ASK);
    assertThat(judged("sudo make", "sudo make").decision()).isEqualTo(Decision.ASK);
  }

  /** Allows what starts with some words, wherever it runs. */
  private record Allowed(String words) implements CommandRules {
    @Override
    public @Nullable Answer on(Command command) {
      boolean starts =
          command.via().size() < 2
              && (command.via().isEmpty() || command.via().getFirst().equals("bash"))
              && (String.join(" ", command.shown()) + " ").startsWith(words + " ");
      return starts ? new Answer(Decision.ALLOW, "allowed", "mine") : null;
    }
  }
}
