package dev.cordon.session;

import dev.cordon.secrets.Redaction;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The smallest thing that, added to a boundary, would have let refused actions through. Immutable.
 *
 * @param kind what it is about
 * @param argument exactly what is opened, as it is stored with a yes: a path, or {@code *} for the
 *     network
 * @param targets what the command wanted, for a person, in the order it was refused; at least one
 * @param place what is opened for writing, or null
 * @param made what has to be made on the host first
 * @param guarded why it is protected, in a few words; null when it is not
 */
record Widening(
    Kind kind,
    String argument,
    List<String> targets,
    @Nullable Place place,
    Made made,
    @Nullable String guarded) {

  Widening {
    targets = List.copyOf(targets);
  }

  /** What was wanted first. */
  String target() {
    return targets.getFirst();
  }

  /** What was wanted first, as it goes on record: without secrets. */
  String recordedTarget() {
    return Redaction.redact(target());
  }

  /** What a yes opens, as it goes on record. */
  String recordedArgument() {
    return kind == Kind.RUN ? recordedTarget() : Redaction.redact(argument);
  }

  /** What is opened for writing, or null. */
  @Nullable Path path() {
    return place == null ? null : place.path();
  }

  /** Whether more is opened than what the command wanted: the folder it lies in. */
  boolean whole() {
    return place != null && (targets.size() > 1 || !place.path().toString().equals(target()));
  }

  Widening withTargets(List<String> all) {
    return new Widening(kind, argument, all, place, made, guarded);
  }

  /** What a widening is about. */
  enum Kind {
    WRITE("write"),
    NETWORK("connect"),
    RUN("run");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** What is made on the host so that it can be opened. */
  enum Made {
    NOTHING,
    FILE,
    FOLDER
  }
}
