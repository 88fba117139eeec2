package dev.cordon.session;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks on the controlling terminal, one key an answer. Whatever the command has done to its own
 * streams, the question goes to the terminal and the answer comes from it.
 */
public final class TerminalApprover implements Approver {
  /** Control characters that are one byte where others are an escape and a letter. */
  private static final int FIRST_C1 = 0x80;

  private static final int LAST_C1 = 0x9f;

  /** How often a standing question looks for a key, and for an answer elsewhere. */
  private static final Duration LOOK = Duration.ofMillis(50);

  /**
   * How long keys are thrown away after a question was answered elsewhere: somebody may have been
   * about to press one, which is no answer to the next question and nothing for the command.
   */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final String TERMINAL = "/dev/tty";
  private static final String CHANNEL = "terminal";

  /** The process group, the terminal's device number and its foreground process group. */
  private static final int GROUP_FIELD = 2;

  private static final int TERMINAL_FIELD = 4;
  private static final int FOREGROUND_FIELD = 5;

  /**
   * Takes back what a command may have left a terminal in, so that all of a question is seen where
   * it stands: modes (DECSTR), margins, the alternate screen, no wrapping, hidden or coloured text,
   * other characters, a hidden cursor. The cursor stays where it is.
   */
  private static final String PLAIN =
      "\033[!p\0337\033[r\0338\033[?1049l\033[?7h\033[m\033(B\033)B\033[?25h";

  private static final Answer.No NOBODY = new Answer.No("there is no terminal to ask on", false);

  /** A program that draws the whole screen would draw over the question, and eat the answer. */
  private static final Answer.No TAKEN =
      new Answer.No("the command has the terminal to itself", false);

  private final String who;
  private final Path state;

  /**
   * An approver at this terminal.
   *
   * @param who the person at the terminal
   * @param state Cordon's own directory, where sessions on one terminal take turns
   */
  public TerminalApprover(String who, Path state) {
    this.who = who;
    this.state = state;
  }

  /** Lasts as long as the question of another session stands, which nobody may answer for long. */
  @Override
  public Turn turn() throws IOException {
    if (!inForeground()) {
      return Turn.UNSHARED;
    }
    String name = "asking-" + stat()[TERMINAL_FIELD] + ".lock";
    StateLock lock = StateLock.hold(state.resolve("run").resolve(name));
    return lock::close;
  }

  @Override
  public Answer ask(Question question) {
    Answer answer = ask(question, () -> false);
    return answer == null ? NOBODY : answer;
  }

  @Override
  public @Nullable Answer ask(Question question, Elsewhere elsewhere) {
    if (!inForeground()) {
      return NOBODY;
    }
    try (OutputStream out = new FileOutputStream(TERMINAL);
        InputStream in = new FileInputStream(TERMINAL)) {
      return ask(question, elsewhere, in, out);
    } catch (IOException unreachable) {
      return NOBODY;
    }
  }

  /**
   * Keys typed before the question stands there are thrown away: they were not meant as its answer.
   */
  private @Nullable Answer ask(
      Question question, Elsewhere elsewhere, InputStream in, OutputStream out) throws IOException {
    if (question.patience() != null && stty("-a").contains("-icanon")) {
      return TAKEN;
    }
    String before = stty("-g").strip();
    stty("-icanon", "-echo", "-isig", "opost", "onlcr", "min", "1", "time", "0");
    try {
      drop(in);
      String page = (understandsSequences() ? PLAIN : "") + new Page(columns()).of(question);
      out.write(page.getBytes(StandardCharsets.UTF_8));
      Answer answer = key(in, question, elsewhere);
      out.write(
          ((answer == null ? elsewhere.said() : said(answer)) + "\n")
              .getBytes(StandardCharsets.UTF_8));
      if (answer == null) {
        pause(GRACE);
        drop(in);
      }
      return answer;
    } finally {
      stty(before);
    }
  }

  /** Waits for a key that means something; null when there is no need for one any more. */
  private @Nullable Answer key(InputStream in, Question question, Elsewhere elsewhere)
      throws IOException {
    Duration patience = question.patience();
    long begun = System.nanoTime();
    while (true) {
      if (in.available() > 0) {
        Answer answer = answer(in.read(), question.offer());
        if (answer != null) {
          return answer;
        }
      } else if (elsewhere.answered()) {
        return null;
      } else if (patience != null && System.nanoTime() - begun > patience.toNanos()) {
        return new Answer.No("nobody answered within " + patience.toSeconds() + " s", false);
      } else {
        pause(LOOK);
      }
    }
  }

  private static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  private static void drop(InputStream in) throws IOException {
    while (in.available() > 0) {
      in.skipNBytes(in.available());
    }
  }

  /**
   * What a terminal sends by itself begins with an escape, in 7 bits or in 8, and is never a yes.
   */
  private @Nullable Answer answer(int key, Question.Offer offer) {
    if (key >= FIRST_C1 && key <= LAST_C1) {
      return new Answer.No("refused at the terminal", true);
    }
    return switch (key) {
      case 'y', 'Y' -> yes(Scope.ONCE);
      case 's', 'S' -> offer == Question.Offer.ONCE ? null : yes(Scope.SESSION);
      case 'p', 'P' -> offer == Question.Offer.ONCE ? null : yes(Scope.PROJECT);
      case 'a', 'A' ->
          offer == Question.Offer.ANY_LAST
              ? new Answer.Yes(Scope.PROJECT, Grant.Reach.ANY_LAST, who, CHANNEL)
              : null;
      case 'n', 'N', '\r', '\n', 0x1b, 0x03, 0x04, -1 ->
          new Answer.No("refused at the terminal", true);
      default -> null;
    };
  }

  private Answer yes(Scope scope) {
    return new Answer.Yes(scope, who, CHANNEL);
  }

  private static String said(Answer answer) {
    return answer instanceof Answer.Yes yes ? yes.text() : "no";
  }

  private static boolean understandsSequences() {
    String terminal = System.getenv("TERM");
    return terminal != null && !terminal.isEmpty() && !terminal.equals("dumb");
  }

  /** Columns of the terminal, as {@code stty size} says them behind the rows. */
  private static int columns() throws IOException {
    String size = stty("size").strip();
    try {
      return Integer.parseInt(size.substring(size.indexOf(' ') + 1));
    } catch (NumberFormatException unknown) {
      return 0;
    }
  }

  private static String stty(String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of("stty"));
    line.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(line)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of(TERMINAL).toFile()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (InputStream in = process.getInputStream()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException("stty failed");
      }
      return text;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  /**
   * In the background, reading the terminal would stop the process: then there is nobody to ask.
   */
  private static boolean inForeground() {
    try {
      String[] fields = stat();
      return fields[GROUP_FIELD].equals(fields[FOREGROUND_FIELD]);
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** What proc(5) says of this process, from its state on. */
  private static String[] stat() throws IOException {
    String status = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
    return status.substring(status.lastIndexOf(')') + 2).split(" ", 7);
  }
}
