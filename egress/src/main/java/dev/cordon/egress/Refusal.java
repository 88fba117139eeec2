package dev.cordon.egress;

/** Why a connection was refused; the text is what records and answers call it. */
public enum Refusal {
  /** A rule denies the host. */
  DENIED("denied"),
  /** No rule lists the host, and nobody said yes. */
  UNLISTED("unlisted"),
  /** The HTTP method is not one of those that may be used. */
  METHOD("method"),
  /** The name resolves to an address that is not public. */
  ADDRESS("address"),
  /** The name does not resolve, or nobody answers there. */
  UNREACHABLE("unreachable"),
  /** The names that a connection is for contradict each other. */
  MISMATCH("mismatch"),
  /** A TLS connection that does not say for whom it is. */
  NO_NAME("no-name"),
  /** A TLS connection whose real name is encrypted. */
  ENCRYPTED_NAME("encrypted-name"),
  /** What came is not what it has to be. */
  MALFORMED("malformed"),
  /** A protocol the gate does not pass on there. */
  PROTOCOL("protocol"),
  /** What was needed to judge it did not come in time. */
  SLOW("slow");

  private final String text;

  Refusal(String text) {
    this.text = text;
  }

  /** The spelling in records. */
  public String text() {
    return text;
  }
}
