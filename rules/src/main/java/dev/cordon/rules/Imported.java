package dev.cordon.rules;

import dev.cordon.policy.ConfigException;
import java.util.List;

/**
 * Rules of another tool as rules of ours, and what became of each line. Immutable.
 *
 * <p>INVARIANT: a rule that allows never allows more than it did where it came from. A rule that
 * restricts may restrict more; the report says so. What could not be carried over is in the report
 * and in no rule, so that somebody has to look at it.
 *
 * @param toml a file of rules that loads
 * @param report one entry for each rule of the source, in the order written
 */
public record Imported(String toml, List<Entry> report) {

  /** Longest text that is imported, in UTF-16 units: 1 Mi. */
  static final int MAX_LENGTH = 1024 * 1024;

  public Imported {
    report = List.copyOf(report);
  }

  /** What became of a rule. */
  public enum Outcome {
    /** It means what it meant. */
    CARRIED("carried over"),
    /** It means something else now, and the note says what. */
    CHANGED("carried over with a change"),
    /** It is in no rule, and the note says why. */
    DROPPED("not carried over");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    /** The wording in output. */
    public String text() {
      return text;
    }
  }

  /**
   * What became of one rule of the source.
   *
   * @param line 1-based line of the source
   * @param what the rule as it was, shortened
   * @param outcome what became of it
   * @param note what changed, or why it was dropped; empty when it was carried over
   */
  public record Entry(int line, String what, Outcome outcome, String note) {}

  /**
   * Codex's {@code .rules}: {@code prefix_rule}, {@code network_rule}, and {@code host_executable}
   * as far as it narrows a rule. Of Starlark, calls with literal arguments are read.
   *
   * @param source what a person calls the text
   * @param reader reads the examples
   * @throws ConfigException when the text is too long
   */
  public static Imported codexRules(String text, String source, CommandReader reader)
      throws ConfigException {
    return CodexRules.read(checked(text, source), new Drafts("codex", source, reader));
  }

  /**
   * The {@code permissions} of Claude Code's {@code settings.json}.
   *
   * @param source what a person calls the text
   * @param reader reads the examples
   * @throws ConfigException when the text is too long or no JSON
   */
  public static Imported claudePermissions(String text, String source, CommandReader reader)
      throws ConfigException {
    return ClaudePermissions.read(
        checked(text, source), source, new Drafts("claude", source, reader));
  }

  /**
   * The policy TOML of Gemini CLI.
   *
   * @param source what a person calls the text
   * @param reader reads the examples
   * @throws ConfigException when the text is too long or no TOML
   */
  public static Imported geminiPolicy(String text, String source, CommandReader reader)
      throws ConfigException {
    return GeminiPolicy.read(checked(text, source), source, new Drafts("gemini", source, reader));
  }

  private static String checked(String text, String source) throws ConfigException {
    if (text.length() > MAX_LENGTH) {
      throw new ConfigException(
          "longer than " + MAX_LENGTH + " characters", "is this the right file?", source, 0, 0);
    }
    return text;
  }
}
