package dev.cordon.egress;

/** What the keeper of the gate says of an approach. */
public sealed interface Ruling {

  /**
   * It may go on.
   *
   * @param by the rule or the grant that says so, for the record
   * @param anyAddress whether the host was named so exactly that its address need not be public;
   *     never opens a metadata service
   */
  record Permitted(String by, boolean anyAddress) implements Ruling {}

  /**
   * It goes no further.
   *
   * @param reason a half sentence for whoever asked
   * @param hint what would change that, a half sentence
   */
  record Refused(Refusal refusal, String reason, String hint) implements Ruling {}
}
