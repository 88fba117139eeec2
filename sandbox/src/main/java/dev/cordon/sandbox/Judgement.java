package dev.cordon.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a look through a place after a session found, and what the stage disarmed meanwhile because
 * only it can name that. Its paths stand for what they lead near to: bytes that are not UTF-8 are
 * replaced, what is too long is cut. Immutable.
 *
 * @param after what is there now
 * @param disarmed repositories whose hooks and configuration were moved aside
 * @param armed those where that failed
 * @param shut folders which nobody could list and nobody can enter any more
 */
public record Judgement(Search after, List<Path> disarmed, List<Path> armed, List<Path> shut) {
  public Judgement {
    disarmed = List.copyOf(disarmed);
    armed = List.copyOf(armed);
    shut = List.copyOf(shut);
  }

  /** Reads what the stage wrote. */
  static Judgement read(InputStream in) throws IOException {
    Tokens tokens = new Tokens(in);
    Search.Growing search = new Search.Growing();
    List<Path> disarmed = new ArrayList<>();
    List<Path> armed = new ArrayList<>();
    List<Path> shut = new ArrayList<>();
    for (String name = tokens.next(); !name.equals("end"); name = tokens.next()) {
      String value = tokens.next();
      switch (name) {
        case "disarmed" -> disarmed.add(Path.of(value));
        case "armed" -> armed.add(Path.of(value));
        case "shut" -> shut.add(Path.of(value));
        default -> search.take(name, value);
      }
    }
    return new Judgement(search.grown(), disarmed, armed, shut);
  }
}
