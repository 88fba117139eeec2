package dev.cordon.session;

import dev.cordon.audit.JsonWriter;
import dev.cordon.audit.Sha256;
import dev.cordon.policy.SandboxMode;
import dev.cordon.secrets.Redaction;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A grant as one line of JSON, to be stored and for people. */
final class GrantLine {
  /** Characters of an id that is made from a line which has none. */
  private static final int ID_CHARS = 8;

  private GrantLine() {}

  /** As it is stored, without a line end. */
  static String stored(Grant grant) {
    return fields(grant, grant.argument()).optional("shown", grant.shown()).endObject().toString();
  }

  /** For others: without secrets. */
  static String shown(Grant grant) {
    return fields(grant, grant.shown()).endObject().toString();
  }

  private static JsonWriter fields(Grant grant, String argument) {
    return new JsonWriter()
        .beginObject()
        .field("id", grant.id())
        .field("kind", grant.kind())
        .field("argument", argument)
        .field("match", grant.reach().text())
        .field("content", grant.content())
        .field("sandbox_mode", grant.mode().text())
        .field("scope", Scope.PROJECT.text())
        .field("project", grant.project())
        .field("who", grant.who())
        .field("channel", grant.channel())
        .field("why", grant.why())
        .field("when", grant.when().toString())
        .field("expires", grant.expires().toString());
  }

  /**
   * Reads a stored line. One that was written before grants had ids, contents and modes is a grant
   * like others; it lets no command run without a boundary, and none that executes a file by name.
   *
   * @return null when it cannot be read, and so grants nothing
   */
  static @Nullable Grant read(String line) {
    Map<String, String> texts = new HashMap<>();
    List<String> content = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_STRING) {
          texts.put(name, parser.getString());
        } else if (token == JsonToken.START_ARRAY && name.equals("content")) {
          while (parser.nextToken() == JsonToken.VALUE_STRING) {
            content.add(parser.getString());
          }
        } else {
          parser.skipChildren();
        }
      }
      return parser.currentToken() == JsonToken.END_OBJECT ? grant(texts, content, line) : null;
    } catch (JacksonException | DateTimeException unreadable) {
      return null;
    }
  }

  private static @Nullable Grant grant(
      Map<String, String> texts, List<String> content, String line) {
    String kind = texts.getOrDefault("kind", "");
    String argument = texts.getOrDefault("argument", "");
    Grant.Reach reach = reach(texts.getOrDefault("match", Grant.Reach.EXACT.text()));
    SandboxMode mode =
        SandboxMode.of(texts.getOrDefault("sandbox_mode", SandboxMode.WORKSPACE_WRITE.text()))
            .orElse(null);
    if (kind.isEmpty() || argument.isEmpty() || reach == null || mode == null) {
      return null;
    }
    String id = texts.get("id");
    return new Grant(
        id == null ? idOf(line) : id,
        kind,
        argument,
        reach,
        texts.getOrDefault("shown", Redaction.redact(argument)),
        content,
        mode,
        texts.getOrDefault("project", ""),
        texts.getOrDefault("who", ""),
        texts.getOrDefault("channel", ""),
        texts.getOrDefault("why", ""),
        Instant.parse(texts.getOrDefault("when", "")),
        Instant.parse(texts.getOrDefault("expires", "")));
  }

  private static String idOf(String line) {
    return Sha256.hash(line.getBytes(StandardCharsets.UTF_8)).substring(0, ID_CHARS);
  }

  private static Grant.@Nullable Reach reach(String text) {
    for (Grant.Reach reach : Grant.Reach.values()) {
      if (reach.text().equals(text)) {
        return reach;
      }
    }
    return null;
  }
}
