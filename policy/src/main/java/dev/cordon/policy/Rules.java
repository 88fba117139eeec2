package dev.cordon.policy;

import dev.cordon.shell.Command;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people have written about actions. Pure and thread-safe. */
public interface Rules {

  /** Nobody has written anything. */
  Rules NONE =
      new Rules() {
        @Override
        public @Nullable Answer onCommand(Command command, @Nullable Path directory) {
          return null;
        }

        @Override
        public @Nullable Answer onEdit(List<Path> paths) {
          return null;
        }

        @Override
        public boolean restrictCommands() {
          return false;
        }
      };

  /**
   * What the strictest rule says.
   *
   * @param decision what is done
   * @param reason why, for the person and the agent
   * @param rule its id
   */
  record Answer(Decision decision, String reason, String rule) {

    /** The same where {@code policy} holds: with nobody to ask, a question is a denial. */
    Answer under(ApprovalPolicy policy) {
      return decision == Decision.ASK && policy == ApprovalPolicy.NEVER
          ? new Answer(Decision.DENY, reason.concat("; approval policy never asks nobody"), rule)
          : this;
    }
  }

  /**
   * What is said about one simple command; null when nothing is.
   *
   * @param directory where it runs; null when that is not known
   */
  @Nullable Answer onCommand(Command command, @Nullable Path directory);

  /** What is said about editing these files, absolute paths; null when nothing is. */
  @Nullable Answer onEdit(List<Path> paths);

  /**
   * What is said about connecting to a host; null when nothing is.
   *
   * @param host in its normal spelling ({@link HostName#normal})
   */
  default @Nullable Answer onHost(String host) {
    return null;
  }

  /** Whether anything is forbidden or asked about commands, so that one not read may be it. */
  boolean restrictCommands();
}
