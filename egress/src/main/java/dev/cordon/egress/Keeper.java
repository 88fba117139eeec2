package dev.cordon.egress;

/** Who says what passes the gate, and keeps the record. Called by many threads at once. */
public interface Keeper {

  /** Decides about one approach; may take as long as a person takes. */
  Ruling decide(Approach approach);

  /** Takes note of a connection that has ended, or was never made. */
  void record(Passage passage);
}
