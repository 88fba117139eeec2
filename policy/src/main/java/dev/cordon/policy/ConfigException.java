package dev.cordon.policy;

/** Configuration that cannot be followed: what is wrong, where, and what to do about it. */
public final class ConfigException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String hint;
  private final String source;
  private final int line;
  private final int column;

  /**
   * @param problem what is wrong, lower case, no full stop
   * @param hint the next step
   * @param source the file, or what else the text came from, as a person would name it
   * @param line 1-based; 0 when no place can be named
   * @param column 1-based; 0 when no place can be named
   */
  public ConfigException(String problem, String hint, String source, int line, int column) {
    super(locate(problem, source, line, column));
    this.problem = problem;
    this.hint = hint;
    this.source = source;
    this.line = line;
    this.column = column;
  }

  private static String locate(String problem, String source, int line, int column) {
    return line == 0
        ? source + ": " + problem
        : source + ":" + line + ":" + column + ": " + problem;
  }

  /** What is wrong, without the place; {@link #getMessage()} has both. */
  public String problem() {
    return problem;
  }

  /** The next step. */
  public String hint() {
    return hint;
  }

  /** The file, or what else the text came from. */
  public String source() {
    return source;
  }

  /** 1-based line, or 0 when no place can be named. */
  public int line() {
    return line;
  }

  /** 1-based column, or 0 when no place can be named. */
  public int column() {
    return column;
  }
}
