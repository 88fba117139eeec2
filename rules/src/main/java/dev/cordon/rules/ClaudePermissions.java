package dev.cordon.rules;

import dev.cordon.policy.ConfigException;
import dev.cordon.policy.Decision;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** The {@code permissions} of Claude Code's settings, as of 2.1. Not thread-safe. */
final class ClaudePermissions {

  /** Tools that change files, those of others too. */
  private static final List<String> EDITING =
      List.of("Edit", "Write", "MultiEdit", "NotebookEdit", WrittenRules.EDITING_TOOL);

  private static final List<String> READING = List.of("Read", "NotebookRead", "Grep", "Glob", "LS");

  private final Drafts drafts;

  private ClaudePermissions(Drafts drafts) {
    this.drafts = drafts;
  }

  static Imported read(String text, String source, Drafts drafts) throws ConfigException {
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
      ClaudePermissions permissions = new ClaudePermissions(drafts);
      permissions.settings(parser, source);
      return drafts.done();
    } catch (JacksonException e) {
      TokenStreamLocation where = e.getLocation();
      throw new ConfigException(
          "malformed json: " + e.getOriginalMessage(),
          "is this Claude Code's settings.json?",
          source,
          where == null ? 0 : where.getLineNr(),
          where == null ? 0 : where.getColumnNr());
    }
  }

  private void settings(JsonParser parser, String source) throws ConfigException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new ConfigException(
          "no json object", "is this Claude Code's settings.json?", source, 1, 1);
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean permissions = parser.currentName().equals("permissions");
      if (parser.nextToken() == JsonToken.START_OBJECT && permissions) {
        lists(parser);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void lists(JsonParser parser) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      int line = parser.currentTokenLocation().getLineNr();
      Decision action = action(name);
      if (parser.nextToken() == JsonToken.START_ARRAY && action != null) {
        entries(parser, action);
      } else {
        drafts.drop(line, name, "it is a setting, no rule; Cordon's are in its config.toml");
        parser.skipChildren();
      }
    }
  }

  private static @Nullable Decision action(String name) {
    return switch (name) {
      case "allow" -> Decision.ALLOW;
      case "ask" -> Decision.ASK;
      case "deny" -> Decision.DENY;
      default -> null;
    };
  }

  private void entries(JsonParser parser, Decision action) {
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      int line = parser.currentTokenLocation().getLineNr();
      if (token == JsonToken.VALUE_STRING) {
        entry(parser.getString(), line, action);
      } else {
        drafts.drop(line, "an entry of " + action.text(), "it is no string");
        parser.skipChildren();
      }
    }
  }

  private void entry(String text, int line, Decision action) {
    int open = text.indexOf('(');
    boolean closed = text.endsWith(")");
    if ((open < 0) == closed) {
      drafts.drop(line, text, "its brackets do not match");
      return;
    }
    String tool = (open < 0 ? text : text.substring(0, open)).strip();
    String inside = open < 0 ? "*" : text.substring(open + 1, text.length() - 1).strip();
    Draft draft = new Draft(line, text, action);
    String why =
        switch (tool) {
          case "Bash" -> bash(draft, inside);
          case "Read", "Grep", "Glob" ->
              path(draft, inside, tool.equals("Read") ? READING : List.of(tool));
          case "Edit", "Write", "MultiEdit", "NotebookEdit" -> path(draft, inside, EDITING);
          case "WebFetch" -> host(draft, inside);
          default -> tool(draft, tool, inside);
        };
    if (why == null) {
      drafts.add(draft);
    } else {
      drafts.drop(line, text, why);
    }
  }

  /** Takes the text of a command pattern in; why not, or null. */
  private static @Nullable String bash(Draft draft, String pattern) {
    if (pattern.equals("*") || pattern.equals(":*")) {
      draft.command = List.of(List.of(CommandPattern.ANY_WORD));
      return null;
    }
    boolean prefix = pattern.endsWith(":*") || pattern.endsWith(" *");
    String start = prefix ? pattern.substring(0, pattern.length() - 2) : pattern;
    List<String> words = PlainWords.of(start, draft.action);
    if (words == null) {
      return "it is more than plain words";
    }
    if (PlainWords.hasStar(words)) {
      return StarPattern.add(start, words, !prefix, draft);
    }
    draft.whole = !prefix;
    draft.command = PlainWords.tokens(words);
    draft.examples = List.of(String.join(" ", words));
    return null;
  }

  private static @Nullable String path(Draft draft, String pattern, List<String> tools) {
    boolean reads = tools.equals(READING);
    if (!pattern.equals("*") && !pattern.equals("**")) {
      String why = IgnorePattern.add(pattern, draft);
      if (why != null) {
        return why;
      }
    }
    if (reads && !draft.allows() && !draft.paths.isEmpty()) {
      draft.changes.add("for every tool, and for commands that name the file");
      return null;
    }
    draft.tools = tools;
    return null;
  }

  private static @Nullable String host(Draft draft, String pattern) {
    draft.tools = List.of("WebFetch");
    if (pattern.equals("*")) {
      return null;
    }
    if (!pattern.startsWith("domain:")) {
      return "only domain: is read";
    }
    draft.hosts = List.of(pattern.substring("domain:".length()).strip());
    if (draft.hosts.getFirst().equals("*")) {
      draft.hosts = List.of();
    } else if (!draft.allows()) {
      draft.tools = List.of();
      draft.changes.add("for every connection, whatever the tool");
    }
    return null;
  }

  private static @Nullable String tool(Draft draft, String tool, String inside) {
    if (!inside.equals("*")) {
      return "what is between its brackets is known to " + Draft.shown(tool) + " alone";
    }
    if (tool.isEmpty()) {
      return "it names no tool";
    }
    boolean server = tool.startsWith("mcp__") && tool.indexOf("__", "mcp__".length()) < 0;
    draft.tools = server ? List.of(tool + "__*") : List.of(tool);
    return null;
  }
}
