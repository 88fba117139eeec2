package dev.cordon.session;

/** How far a yes reaches. */
public enum Scope {
  /** This one time. */
  ONCE("once"),
  /** Until this session ends. */
  SESSION("session"),
  /** In this workspace, until it expires. */
  PROJECT("project");

  private final String text;

  Scope(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
