package dev.cordon.rules;

/**
 * One file of rules, unread. Immutable.
 *
 * @param text its content, TOML
 * @param source what a person calls it, for errors
 * @param layer who wrote it
 */
public record RuleText(String text, String source, RuleLayer layer) {}
