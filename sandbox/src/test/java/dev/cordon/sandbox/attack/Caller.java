package dev.cordon.sandbox.attack;

/** Who starts a boundary. Root is whoever runs the tests when that is not root. */
enum Caller {
  ROOT,
  ORDINARY
}
