package dev.cordon.session;

import java.time.Instant;

/**
 * A yes that is remembered.
 *
 * @param kind {@code run}, {@code write} or {@code connect}
 * @param argument exactly what was approved: a command line, a path, {@code *} for the network
 * @param who the person who said it
 * @param channel where
 * @param when when
 * @param expires when it ends
 */
record Grant(
    String kind, String argument, String who, String channel, Instant when, Instant expires) {

  boolean covers(String otherKind, String otherArgument, Instant now) {
    return kind.equals(otherKind) && argument.equals(otherArgument) && now.isBefore(expires);
  }
}
