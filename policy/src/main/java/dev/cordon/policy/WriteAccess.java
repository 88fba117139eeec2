package dev.cordon.policy;

/** What a permission profile says about writing one path. */
enum WriteAccess {
  /** Inside a writable root. */
  WRITABLE,
  /** Inside a writable root, but something there changes what runs later. */
  PROTECTED,
  /** In no writable root. */
  OUTSIDE
}
