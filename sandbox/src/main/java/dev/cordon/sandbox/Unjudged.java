package dev.cordon.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session that may have made something which nobody has judged yet. Immutable.
 *
 * @param session its id
 * @param live whether it goes on; one that does not has been killed
 * @param baseline what was there before
 */
public record Unjudged(String session, boolean live, Before baseline) {

  /** Reads what the stage wrote. */
  static List<Unjudged> read(InputStream in) throws IOException {
    Tokens tokens = new Tokens(in);
    List<Unjudged> sessions = new ArrayList<>();
    @Nullable Reader reader = null;
    for (String name = tokens.next(); !name.equals("end"); name = tokens.next()) {
      if (name.equals("file")) {
        addTo(sessions, reader);
        reader = new Reader(tokens.next());
      } else if (reader == null) {
        throw new IOException("the stage told of no session: " + name);
      } else {
        reader.take(name, tokens.next());
      }
    }
    addTo(sessions, reader);
    return sessions;
  }

  private static void addTo(List<Unjudged> sessions, @Nullable Reader reader) {
    if (reader != null) {
      sessions.add(reader.done());
    }
  }

  private static final class Reader {
    private final String session;
    private boolean live;
    private final List<Search.Growing> searches = new ArrayList<>();
    private final List<Path> absent = new ArrayList<>();
    private final List<Path> opened = new ArrayList<>();

    Reader(String session) {
      this.session = session;
    }

    void take(String name, String value) throws IOException {
      switch (name) {
        case "live" -> live = value.equals("1");
        case "absent" -> absent.add(Path.of(value));
        case "opened" -> opened.add(Path.of(value));
        case "root" -> {
          searches.add(new Search.Growing());
          searches.getLast().take(name, value);
        }
        default -> {
          if (searches.isEmpty()) {
            throw new IOException("a baseline without a root: " + session);
          }
          searches.getLast().take(name, value);
        }
      }
    }

    Unjudged done() {
      List<Search> grown = new ArrayList<>();
      for (Search.Growing search : searches) {
        grown.add(search.grown());
      }
      return new Unjudged(session, live, new Before(grown, absent, opened));
    }
  }
}
