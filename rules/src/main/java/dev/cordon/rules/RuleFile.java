package dev.cordon.rules;

import dev.cordon.policy.ConfigException;
import dev.cordon.policy.TomlText;
import java.util.List;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads the tables of one file of rules, piece by piece, so that memory stays small. Pure. */
final class RuleFile {

  /** Longest file that is read, in UTF-16 units: 4 Mi. */
  static final int MAX_LENGTH = 4 * 1024 * 1024;

  /** Most rules in one file. */
  static final int MAX_RULES = 10_000;

  /** How much is parsed at once; the parser takes about 150 bytes for each unit. */
  static final int PIECE = 64 * 1024;

  /** Longest file with strings of several lines, which cannot be read in pieces. */
  static final int MAX_LENGTH_MULTILINE = 256 * 1024;

  private static final String HEADER = "[[rules]]";
  private static final String RULES = "rules";

  private final RuleText file;
  private final Tables tables;
  private int count;

  /** Takes tables as they are read, so that none is kept longer than its rule is made. */
  interface Tables {
    /** Takes one. */
    void take(RuleKeys keys) throws ConfigException;
  }

  private RuleFile(RuleText file, Tables tables) {
    this.file = file;
    this.tables = tables;
  }

  /**
   * Hands over the tables of {@code file}, in the order written.
   *
   * @throws ConfigException when the text is no TOML, too large, or has anything but rules in it
   */
  static void read(RuleText file, Tables tables) throws ConfigException {
    String text = file.text();
    if (text.length() > MAX_LENGTH) {
      throw new ConfigException(
          "longer than " + MAX_LENGTH + " characters", "write fewer rules", file.source(), 0, 0);
    }
    RuleFile reader = new RuleFile(file, tables);
    if (text.contains("\"\"\"") || text.contains("'''")) {
      reader.piece(text, 0, MAX_LENGTH_MULTILINE);
    } else {
      reader.pieces(text);
    }
  }

  /** Without strings of several lines, a line that is a header is one. */
  private void pieces(String text) throws ConfigException {
    int start = 0;
    int startLine = 0;
    int line = 0;
    for (int at = 0; at < text.length(); line++) {
      if (at - start >= PIECE && isHeader(text, at)) {
        piece(text.substring(start, at), startLine, MAX_LENGTH);
        start = at;
        startLine = line;
      }
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end + 1;
    }
    piece(text.substring(start), startLine, MAX_LENGTH);
  }

  private static boolean isHeader(String text, int at) {
    if (!text.startsWith(HEADER, at)) {
      return false;
    }
    int end = at + HEADER.length();
    return end == text.length() || text.charAt(end) == '\n' || text.charAt(end) == '\r';
  }

  private void piece(String text, int lineOffset, int maxLength) throws ConfigException {
    if (text.isBlank()) {
      return;
    }
    TomlTable parsed = parse(text, lineOffset, maxLength);
    for (String key : TomlText.keysAsWritten(parsed)) {
      Rule.Place place = place(TomlText.place(parsed, key), lineOffset);
      if (!key.equals(RULES)) {
        throw RuleKeys.refused(
            place, "unknown key \"" + key + "\"", "a file of rules has [[rules]] and nothing else");
      }
      if (!(parsed.get(List.of(key)) instanceof TomlArray rules)) {
        throw RuleKeys.refused(
            place, "rules must be a list of tables", "begin a rule with [[rules]]");
      }
      for (int i = 0; i < rules.size(); i++) {
        add(rules.get(i), place(rules.inputPositionOf(i), lineOffset), lineOffset);
      }
    }
  }

  private TomlTable parse(String text, int lineOffset, int maxLength) throws ConfigException {
    try {
      return TomlText.parse(text, file.source(), maxLength);
    } catch (ConfigException e) {
      int line = e.line() == 0 ? 0 : e.line() + lineOffset;
      throw new ConfigException(e.problem(), e.hint(), file.source(), line, e.column());
    }
  }

  private void add(Object value, Rule.Place place, int lineOffset) throws ConfigException {
    if (count == MAX_RULES) {
      throw RuleKeys.refused(
          place, "more than " + MAX_RULES + " rules in one file", "write fewer, wider rules");
    }
    if (!(value instanceof TomlTable table)) {
      throw RuleKeys.refused(
          place, "rules must be a list of tables", "begin a rule with [[rules]]");
    }
    count++;
    tables.take(new RuleKeys(table, place, lineOffset));
  }

  private Rule.Place place(TomlPosition position, int lineOffset) {
    return new Rule.Place(file.source(), position.line() + lineOffset, position.column());
  }
}
