package dev.cordon.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program running on a pseudo-terminal of its own: a new session whose controlling terminal is
 * that terminal, with standard input, output and error on it, as under a terminal emulator. Linux;
 * the JVM needs {@code --enable-native-access=ALL-UNNAMED} (the root pom gives it to every test).
 * Thread-safe.
 */
public final class Pty implements AutoCloseable {

  /** Window size at the start. */
  public static final int DEFAULT_ROWS = 24;

  /** Window size at the start. */
  public static final int DEFAULT_COLUMNS = 80;

  /** How long the reader sleeps at most before it looks whether it is to stop. */
  private static final int POLL_MILLIS = 50;

  /** How long output of left-over processes is awaited once the program itself has ended. */
  private static final Duration DRAIN = Duration.ofMillis(500);

  /** Makes the terminal, opened by a session leader without one, its controlling terminal. */
  private static final String ATTACH =
      "tty=$1; shift; exec 0<>\"$tty\" 1>&0 2>&0; unset tty; exec \"$@\"";

  private final Tty tty;
  private final Process process;
  private final Thread reader;
  private final Object lock = new Object();
  private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
  private final PlainText plain = new PlainText();
  private int matchedTo;
  private boolean ended;
  private volatile boolean closing;

  private Pty(Tty tty, Process process) {
    this.tty = tty;
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().name("pty-reader").unstarted(this::readAll);
  }

  /**
   * Starts a program.
   *
   * @param command the program and its arguments
   * @param directory its working directory
   * @param environment all of its variables; {@code TERM} is {@code xterm} unless given
   * @throws UncheckedIOException when there is no pseudo-terminal or no {@code setsid}
   */
  public static Pty start(List<String> command, Path directory, Map<String, String> environment) {
    try {
      Tty tty = Tty.open();
      tty.resize(DEFAULT_ROWS, DEFAULT_COLUMNS);
      Pty pty = new Pty(tty, launch(tty.slave(), command, directory, environment));
      pty.reader.start();
      return pty;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command + " on a pseudo-terminal", e);
    }
  }

  private static Process launch(
      String slave, List<String> command, Path directory, Map<String, String> environment)
      throws IOException {
    List<String> full = new ArrayList<>();
    // A child of the JVM leads no process group, so setsid replaces itself and the pid is known.
    // Who starts the tests in the background lets them ignore Ctrl-C; a person's terminal does not.
    full.add(Programs.require("setsid").toString());
    full.addAll(List.of(Programs.require("env").toString(), "--default-signal"));
    full.addAll(List.of("/bin/sh", "-c", ATTACH, "sh"));
    full.add(slave);
    full.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(full).directory(directory.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().put("TERM", "xterm");
    builder.environment().putAll(environment);
    return builder.start();
  }

  private void readAll() {
    try {
      while (!closing) {
        byte[] bytes = tty.read(POLL_MILLIS);
        if (bytes == null) {
          break;
        }
        synchronized (lock) {
          raw.writeBytes(bytes);
          plain.append(bytes);
          lock.notifyAll();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      synchronized (lock) {
        ended = true;
        lock.notifyAll();
      }
    }
  }

  /** The process id of the program, which is also the id of its session. */
  public long pid() {
    return process.pid();
  }

  /**
   * Waits until the text appears after the text matched last. Control sequences do not count: they
   * are left out before the comparison.
   *
   * @throws AssertionError with everything on the terminal so far, when it does not come in time or
   *     the program ends without it
   */
  public void awaitText(String text, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    synchronized (lock) {
      try {
        while (!matched(text)) {
          long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
          if (ended || left <= 0) {
            String why = ended ? "the terminal was closed" : limit + " passed";
            throw new AssertionError(why + " without «" + text + "» in:\n" + plain);
          }
          lock.wait(left);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for the terminal", e);
      }
    }
  }

  private boolean matched(String text) {
    int found = plain.toString().indexOf(text, matchedTo);
    matchedTo = found < 0 ? matchedTo : found + text.length();
    return found >= 0;
  }

  /** Types text, UTF-8; control characters too: {@code "\u0003"} is Ctrl-C, {@code "\r"} Enter. */
  public void send(String text) {
    try {
      tty.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot type into the terminal:\n" + text(), e);
    }
  }

  /** Changes the window size; the foreground program hears of it by SIGWINCH. */
  public void resize(int rows, int columns) {
    try {
      tty.resize(rows, columns);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything written to the terminal so far, with its control sequences. */
  public String output() {
    synchronized (lock) {
      return raw.toString(StandardCharsets.UTF_8);
    }
  }

  /** Everything written to the terminal so far, without control sequences. */
  public String text() {
    synchronized (lock) {
      return plain.toString();
    }
  }

  /**
   * Waits for the program's end and for what it wrote last.
   *
   * @return its exit code, 128+n when signal n ended it
   * @throws AssertionError with everything on the terminal so far, when it does not end in time
   */
  public int waitFor(Duration limit) {
    try {
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new AssertionError("still running after " + limit + ":\n" + text());
      }
      reader.join(DRAIN);
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for the program", e);
    }
  }

  /** Kills what was started here (the program, its descendants, its session), and nothing else. */
  @Override
  public void close() {
    List<ProcessHandle> own = new ArrayList<>(process.descendants().toList());
    own.addAll(session());
    process.destroyForcibly();
    for (ProcessHandle member : own) {
      member.destroyForcibly();
    }
    closing = true;
    try {
      reader.join();
      tty.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<ProcessHandle> session() {
    String session = Long.toString(process.pid());
    return ProcessHandle.allProcesses().filter(p -> session.equals(sessionOf(p.pid()))).toList();
  }

  /** Field 6 of /proc/PID/stat (proc(5)), counted from behind the parenthesised name. */
  private static String sessionOf(long pid) {
    try {
      String stat =
          Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5)[3];
    } catch (IOException e) {
      return "";
    }
  }
}
