/** The decision core: modes, approvals, permission profile, requirements, verdicts. Pure. */
@NullMarked
package dev.cordon.policy;

import org.jspecify.annotations.NullMarked;
