package dev.cordon.session;

import dev.cordon.audit.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The approvals remembered for one workspace: a file of JSON lines in Cordon's own state. A line
 * that cannot be read grants nothing. Not thread-safe.
 */
final class GrantBook {
  /** How long a yes for a project holds. */
  static final Duration PROJECT_EXPIRY = Duration.ofDays(30);

  private final Path file;
  private final List<Grant> grants;

  private GrantBook(Path file, List<Grant> grants) {
    this.file = file;
    this.grants = grants;
  }

  /** Opens the book of one workspace; most often there is none, and nothing is read. */
  static GrantBook open(Path state, String workspaceName) throws IOException {
    Path file = state.resolve("grants").resolve(workspaceName + ".jsonl");
    List<Grant> grants = new ArrayList<>();
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1)) {
        read(
            new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8), grants);
      }
    }
    return new GrantBook(file, grants);
  }

  boolean covers(String kind, String argument, Instant now) {
    for (Grant grant : grants) {
      if (grant.covers(kind, argument, now)) {
        return true;
      }
    }
    return false;
  }

  /** What is granted of one kind now: arguments, in the order they were granted. */
  List<String> arguments(String kind, Instant now) {
    List<String> arguments = new ArrayList<>();
    for (Grant grant : grants) {
      if (grant.covers(kind, grant.argument(), now) && !arguments.contains(grant.argument())) {
        arguments.add(grant.argument());
      }
    }
    return arguments;
  }

  void add(Grant grant) throws IOException {
    Path folder = file.resolveSibling("");
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    String line =
        new JsonWriter()
            .beginObject()
            .field("kind", grant.kind())
            .field("argument", grant.argument())
            .field("who", grant.who())
            .field("channel", grant.channel())
            .field("when", grant.when().toString())
            .field("expires", grant.expires().toString())
            .endObject()
            .toString();
    append(line + "\n");
    grants.add(grant);
  }

  /** One write at the end of the file: lines of many sessions do not mix. */
  private void append(String line) throws IOException {
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
    try (FileChannel book =
        FileChannel.open(
            file,
            options,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      // A writer that was killed may have left half a line.
      String text = book.size() > 0 && !endsWithNewline() ? "\n" + line : line;
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      int whole = bytes.remaining();
      if (book.write(bytes) != whole) {
        throw new IOException("cannot write " + file + " whole");
      }
    }
  }

  private boolean endsWithNewline() throws IOException {
    try (FileChannel book = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return book.read(last, Math.max(0, book.size() - 1)) == 1 && last.get(0) == '\n';
    }
  }

  private static void read(String line, List<Grant> grants) {
    String kind = "";
    String argument = "";
    String who = "";
    String channel = "";
    String when = "";
    String expires = "";
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        String value = parser.getString();
        switch (name) {
          case "kind" -> kind = value;
          case "argument" -> argument = value;
          case "who" -> who = value;
          case "channel" -> channel = value;
          case "when" -> when = value;
          case "expires" -> expires = value;
          default -> {}
        }
      }
      grants.add(
          new Grant(kind, argument, who, channel, Instant.parse(when), Instant.parse(expires)));
    } catch (JacksonException | DateTimeException unreadable) {
      // Grants nothing: a torn or foreign line is as if it were not there.
    }
  }
}
