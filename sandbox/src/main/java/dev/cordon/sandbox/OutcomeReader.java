package dev.cordon.sandbox;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the stage's answer: NUL-terminated tokens until {@code end}. */
final class OutcomeReader {
  private final Tokens tokens;
  private final @Nullable Doorway doorway;
  private int exitCode = 125;
  private boolean started;
  private boolean notFound;
  private boolean bounded;
  private long created;
  private String error = "";
  private final List<Denial> denials = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();

  private OutcomeReader(InputStream in, @Nullable Doorway doorway) {
    this.tokens = new Tokens(in);
    this.doorway = doorway;
  }

  /**
   * Reads one answer; throws {@link EOFException} when the stage ended without one.
   *
   * @param doorway opened when the stage says so
   */
  static Outcome read(InputStream in, @Nullable Doorway doorway) throws IOException {
    OutcomeReader reader = new OutcomeReader(in, doorway);
    for (String name = reader.tokens.next(); !name.equals("end"); name = reader.tokens.next()) {
      reader.take(name);
    }
    return reader.outcome();
  }

  private void take(String name) throws IOException {
    switch (name) {
      case "gate" -> openGate();
      case "exit" -> exitCode = Integer.parseInt(tokens.next());
      case "started" -> started = tokens.next().equals("1");
      case "not-found" -> notFound = tokens.next().equals("1");
      case "bounded" -> bounded = tokens.next().equals("1");
      case "created" -> created = Long.parseLong(tokens.next());
      case "error" -> error = tokens.next();
      case "denied" -> denials.add(new Denial(kind(tokens.next()), tokens.next(), tokens.next()));
      case "kept" -> kept.add(tokens.next());
      default -> throw new IOException("the stage answered with an unknown word: " + name);
    }
  }

  /** INVARIANT: the command is waited for whatever becomes of its gate. */
  private void openGate() {
    try {
      if (doorway != null) {
        doorway.open();
      }
    } catch (IOException shut) {
      // The relay waits in vain, and no connection is made.
    }
  }

  private Outcome outcome() {
    if (notFound) {
      return new Outcome.NotExecutable(exitCode, error);
    }
    return started
        ? new Outcome.Ran(exitCode, denials, created, bounded, kept)
        : new Outcome.NotStarted(error);
  }

  private static Denial.Kind kind(String text) throws IOException {
    return switch (text) {
      case "write" -> Denial.Kind.WRITE;
      case "connect" -> Denial.Kind.CONNECT;
      case "lookup" -> Denial.Kind.LOOKUP;
      default -> throw new IOException("the stage reported an unknown refusal: " + text);
    };
  }
}
