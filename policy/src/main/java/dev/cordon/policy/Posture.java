package dev.cordon.policy;

/** The dials of one run, as requested. Immutable. */
public record Posture(
    SandboxMode sandboxMode, ApprovalPolicy approvalPolicy, NetworkAccess network) {}
