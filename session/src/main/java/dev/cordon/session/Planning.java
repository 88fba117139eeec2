package dev.cordon.session;

import dev.cordon.sandbox.Additions;
import dev.cordon.sandbox.Plan;
import org.jspecify.annotations.Nullable;

/**
 * Plans the boundary while its session decides whether there will be one. Until it has finished,
 * nobody else may ask the confinement or its stage for anything.
 */
final class Planning extends Alongside {
  private final Confinement confinement;
  private final RunRequest request;
  private final Additions additions;
  private @Nullable Plan plan;
  private @Nullable SetupException refused;
  private @Nullable RuntimeException failed;

  private Planning(Confinement confinement, RunRequest request, Additions additions) {
    super("plan");
    this.confinement = confinement;
    this.request = request;
    this.additions = additions;
  }

  static Planning begin(Confinement confinement, RunRequest request, Additions additions) {
    Planning begun = new Planning(confinement, request, additions);
    begun.start();
    return begun;
  }

  @Override
  public void run() {
    try {
      plan = confinement.plan(request, additions);
    } catch (SetupException unprotected) {
      refused = unprotected;
    } catch (RuntimeException defect) {
      failed = defect;
    }
  }

  /**
   * The plan, once it is there.
   *
   * @throws SetupException when there can be none
   */
  Plan plan() throws SetupException {
    finish();
    if (refused != null) {
      throw refused;
    }
    if (failed != null) {
      throw failed;
    }
    if (plan == null) {
      throw new IllegalStateException("nothing was planned");
    }
    return plan;
  }
}
