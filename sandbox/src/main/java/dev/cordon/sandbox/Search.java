package dev.cordon.sandbox;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a look through a workspace found. Immutable.
 *
 * @param root the workspace
 * @param git entries named {@code .git}, files or directories
 * @param bare other directories that git could take for a repository or a part of one
 * @param sockets unix sockets
 * @param hidden other entries whose name begins with a dot, editors' workspace files, and names of
 *     the list of protected paths without a dot, outside {@code node_modules}
 * @param closed directories the caller cannot look into, or that lie too deep: anything may be
 *     there
 * @param complete false when a bound was met (the stage's MAX_SEARCH_…) before everything was seen
 */
public record Search(
    Path root,
    List<Path> git,
    List<Path> bare,
    List<Path> sockets,
    List<Path> hidden,
    List<Path> closed,
    boolean complete) {

  public Search {
    git = List.copyOf(git);
    bare = List.copyOf(bare);
    sockets = List.copyOf(sockets);
    hidden = List.copyOf(hidden);
    closed = List.copyOf(closed);
  }

  /** Reads what the stage wrote; throws {@link EOFException} when it ended early. */
  static Search read(InputStream in) throws IOException {
    Tokens tokens = new Tokens(in);
    Growing search = new Growing();
    for (String name = tokens.next(); !name.equals("end"); name = tokens.next()) {
      search.take(name, tokens.next());
    }
    return search.grown();
  }

  /** A search while it is read. */
  static final class Growing {
    private Path root = Path.of("/");
    private final List<Path> git = new ArrayList<>();
    private final List<Path> bare = new ArrayList<>();
    private final List<Path> sockets = new ArrayList<>();
    private final List<Path> hidden = new ArrayList<>();
    private final List<Path> closed = new ArrayList<>();
    private boolean complete = true;

    void take(String name, String value) {
      switch (name) {
        case "root" -> root = Path.of(value);
        case "git" -> git.add(Path.of(value));
        case "bare" -> bare.add(Path.of(value));
        case "socket" -> sockets.add(Path.of(value));
        case "dot" -> hidden.add(Path.of(value));
        case "closed" -> closed.add(Path.of(value));
        default -> complete = false;
      }
    }

    Search grown() {
      return new Search(root, git, bare, sockets, hidden, closed, complete);
    }
  }
}
