package dev.cordon.rules;

import dev.cordon.policy.ConfigException;
import dev.cordon.policy.Decision;
import dev.cordon.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a file of tests: what is expected of what. Immutable.
 *
 * <p>A line is a decision, spaces, and a command line as a person types it, or {@code path:},
 * {@code host:} or {@code tool:} and the thing itself. {@code #} opens a comment line.
 *
 * @param decision what is expected
 * @param kind what is judged
 * @param subject the command line, path, host or tool
 * @param source the file
 * @param line 1-based
 */
public record Expectation(Decision decision, Kind kind, String subject, String source, int line) {

  /** Longest file that is read, in UTF-16 units: 1 Mi. */
  static final int MAX_LENGTH = 1024 * 1024;

  /** Most tests in one file. */
  static final int MAX_TESTS = 10_000;

  /** What is judged. */
  public enum Kind {
    /** A command line. */
    COMMAND(""),
    /** A file that is edited. */
    PATH("path:"),
    /** A host that is connected to. */
    HOST("host:"),
    /** A tool that is called. */
    TOOL("tool:");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  /** Judges what a line of a test names, by the whole policy. */
  public interface Judge {
    /** The verdict on {@code subject}. */
    Verdict judge(Kind kind, String subject);
  }

  /**
   * What became of a test.
   *
   * @param expectation the test
   * @param verdict what was judged
   */
  public record Result(Expectation expectation, Verdict verdict) {

    /** Whether the decision is the expected one. */
    public boolean passed() {
      return verdict.decision() == expectation.decision();
    }

    /** One line for a person: {@code FILE:LINE: expected deny, got allow (why): SUBJECT}. */
    public String describe() {
      String rule = verdict.rule() == null ? "" : ", rule " + verdict.rule();
      String outcome =
          passed()
              ? expectation.decision().text()
              : "expected " + expectation.decision().text() + ", got " + verdict.decision().text();
      return expectation.source()
          + ":"
          + expectation.line()
          + ": "
          + outcome
          + " ("
          + verdict.reason()
          + rule
          + "): "
          + expectation.kind().prefix
          + expectation.subject();
    }
  }

  /**
   * The tests in {@code text}, in the order written.
   *
   * @param source what a person calls the text
   * @throws ConfigException when a line is none, or there are too many
   */
  public static List<Expectation> parse(String text, String source) throws ConfigException {
    if (text.length() > MAX_LENGTH) {
      throw new ConfigException(
          "longer than " + MAX_LENGTH + " characters", "is this the right file?", source, 0, 0);
    }
    List<Expectation> tests = new ArrayList<>();
    int number = 0;
    for (int at = 0; at < text.length(); ) {
      int end = text.indexOf('\n', at);
      int stop = end < 0 ? text.length() : end;
      number++;
      Expectation test = line(text.substring(at, stop), source, number);
      if (test != null) {
        tests.add(test);
      }
      if (tests.size() > MAX_TESTS) {
        throw new ConfigException(
            "more than " + MAX_TESTS + " tests", "split the file", source, number, 1);
      }
      at = stop + 1;
    }
    return tests;
  }

  private static @Nullable Expectation line(String line, String source, int number)
      throws ConfigException {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return null;
    }
    int column = line.indexOf(text) + 1;
    int end = 0;
    while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '\t') {
      end++;
    }
    Decision decision = decision(text.substring(0, end));
    if (decision == null) {
      throw new ConfigException(
          "unknown decision \"" + text.substring(0, end) + "\"",
          "begin the line with one of: allow, log, ask, deny",
          source,
          number,
          column);
    }
    String subject = text.substring(end).strip();
    Kind kind = kind(subject);
    String thing = subject.substring(kind.prefix.length()).strip();
    if (thing.isEmpty()) {
      throw new ConfigException(
          "nothing to judge after \"" + text + "\"",
          "write a command line, or path:, host: or tool: and its name",
          source,
          number,
          column + end);
    }
    return new Expectation(decision, kind, thing, source, number);
  }

  private static @Nullable Decision decision(String text) {
    for (Decision decision : Decision.values()) {
      if (decision.text().equals(text)) {
        return decision;
      }
    }
    return null;
  }

  private static Kind kind(String subject) {
    for (Kind kind : Kind.values()) {
      if (kind != Kind.COMMAND && subject.startsWith(kind.prefix)) {
        return kind;
      }
    }
    return Kind.COMMAND;
  }

  /** Judges every test, in order. */
  public static List<Result> run(List<Expectation> tests, Judge judge) {
    List<Result> results = new ArrayList<>(tests.size());
    for (int i = 0; i < tests.size(); i++) {
      Expectation test = tests.get(i);
      results.add(new Result(test, judge.judge(test.kind(), test.subject())));
    }
    return results;
  }
}
