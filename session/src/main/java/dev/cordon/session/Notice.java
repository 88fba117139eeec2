package dev.cordon.session;

import org.jspecify.annotations.Nullable;

/** Something to tell the person after a run: one line, and the next step if there is one. */
public record Notice(String text, @Nullable String hint) {}
