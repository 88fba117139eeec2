package dev.cordon.cli;

import dev.cordon.egress.Approach;
import dev.cordon.egress.Gate;
import dev.cordon.egress.Keeper;
import dev.cordon.egress.Passage;
import dev.cordon.egress.Refusal;
import dev.cordon.egress.Ruling;
import dev.cordon.policy.Rules;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks the ways people wait for once, so that the launcher can keep what the JVM learnt. Not for
 * people.
 */
public final class Training {
  private static final List<List<String>> OTHERS =
      List.of(
          List.of("check", "--json", "--", "true"),
          List.of("check", "--", "true"),
          List.of("log"),
          List.of("log", "verify"),
          List.of("--help"));

  private Training() {}

  /**
   * Expects to stand behind the stage, in a scratch folder that is used for nothing else. The stage
   * serves one run.
   *
   * @param arguments which way: first {@code others}, which makes the folder one to train in, then
   *     {@code run}, apart from each other, because each class that a cache holds costs every start
   *     some time; and a command to run, which the stage takes from the same line
   */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(new StandardOutput(), false, StandardCharsets.UTF_8);
    Console console = new Console(out, out);
    List<String> words = List.of(arguments);
    List<String> run = new ArrayList<>(List.of("run", "--"));
    run.addAll(words.subList(1, words.size()));
    if (words.getFirst().equals("run")) {
      Rules.NONE.restrictCommands(); // for those who have none
      Main.dispatch(run, console);
      connect();
    } else {
      prepare();
      for (List<String> line : OTHERS) {
        Main.dispatch(line, console);
      }
    }
    out.flush();
  }

  /** As a confined program would: the stage of a training has none that does. */
  private static void connect() {
    Path socket = Path.of(System.getenv("CORDON_HOME"), "run", "training");
    Ruling no = new Ruling.Refused(Refusal.UNLISTED, "only a training", "nothing is to be done");
    Keeper keeper =
        new Keeper() {
          @Override
          public Ruling decide(Approach approach) {
            return no;
          }

          @Override
          public void record(Passage passage) {
            // A training is on no record.
          }
        };
    try {
      Gate gate = Gate.open(socket, keeper, InetAddress::getAllByName, List.of());
      try {
        say(socket, Gate.proxyHost() + " 3128 a\nCONNECT a.example:443 HTTP/1.1\r\n\r\n");
        say(socket, "192.0.2.1 80 a\nGET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
        say(socket, "192.0.2.1 53 a\n\0\21\0\0\1\0\0\1\0\0\0\0\0\0\0\0\0\1\0\1");
      } finally {
        gate.close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Says something and hears the answer out. */
  private static void say(Path socket, String text) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
      channel.shutdownOutput();
      ByteBuffer answer = ByteBuffer.allocate(1024);
      while (channel.read(answer) >= 0) {
        answer.clear();
      }
    }
  }

  /** What people have: a configuration of their own, and a repository. */
  private static void prepare() {
    try {
      Files.createDirectories(Path.of("lib/.vscode"));
      Files.createDirectories(Path.of(".git/hooks"));
      Files.writeString(Path.of(".git/config"), "[core]\n\tbare = false\n");
      Path home = Path.of(System.getenv("CORDON_HOME"));
      Files.createDirectories(home.resolve("rules"));
      Files.writeString(
          home.resolve("rules/own.toml"),
          """
          [[rules]]
          id = "no-tags"
          match.command = ["git", ["tag", "describe"], "--force"]
          action = "ask"
          reason = "tags are for releases"
          """);
      Files.writeString(
          home.resolve("config.toml"),
          """
          # as people write it
          sandbox_mode = "workspace-write"
          approval_policy = "on-request"

          [sandbox_workspace_write]
          network_access = false
          writable_roots = ["~/.cache"]
          [shell_environment_policy]
          exclude = ["*_TRAINING", "NO_SUCH_*"]
          """);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
