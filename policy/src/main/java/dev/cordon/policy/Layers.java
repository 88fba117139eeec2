package dev.cordon.policy;

/** Joins all sources of configuration into the settings of one run. Pure. */
public final class Layers {

  private Layers() {}

  /**
   * Later layers win, the project may only tighten what lies below it, and nothing goes below the
   * requirements: a default that they forbid gives way to the nearest stricter value, a choice that
   * they forbid is an error.
   *
   * @param defaults what holds when nobody chose
   * @param user the person's own configuration
   * @param project what the repository ships
   * @param profile the profile named on the command line
   * @param flags what else the command line says
   * @param requirements the floor
   * @throws ConfigException naming the key that widens or is not allowed, and where it stands
   */
  public static Settings resolve(
      Settings defaults,
      Layer user,
      Layer project,
      Layer profile,
      Layer flags,
      Requirements requirements)
      throws ConfigException {
    Choices chosen = new Choices(defaults, Layer.empty()).with(user);
    chosen = Tightening.apply(chosen, project).with(profile).with(flags);
    return new Floor(chosen, requirements).settings();
  }
}
