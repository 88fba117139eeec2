package dev.cordon.rules;

/** Who wrote a rule, in the order in which equally strict rules are named. */
public enum RuleLayer {
  /** Whoever administers the machine. */
  REQUIREMENTS,
  /** The person. */
  USER,
  /** The repository, which may tighten only: an {@code allow} in it is an error. */
  PROJECT
}
