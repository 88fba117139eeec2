package dev.cordon.egress;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What became of one approach. Immutable.
 *
 * @param approach as far as it was known; its host is the address it was meant for when nothing
 *     else is known
 * @param ruling what was decided
 * @param dialled the address that was dialled; null when none was
 * @param sent bytes that went out
 * @param received bytes that came in
 * @param millis from the first byte inside to the end
 */
public record Passage(
    Approach approach,
    Ruling ruling,
    @Nullable InetAddress dialled,
    long sent,
    long received,
    long millis) {}
